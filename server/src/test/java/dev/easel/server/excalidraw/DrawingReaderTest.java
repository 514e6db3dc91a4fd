package dev.easel.server.excalidraw;

import static dev.easel.server.excalidraw.Drawings.elements;
import static dev.easel.server.excalidraw.Drawings.read;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.excalidraw.InvalidDrawing.Kind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawingReaderTest {
    private static final String DEEP = "[".repeat(40) + "]".repeat(40);

    @Test
    @DisplayName(
            "an element is read without id, version, versionNonce, updated, isDeleted; deleted elements are left out")
    void elements_without_bookkeeping() {
        Drawing drawing = read(Drawings.resource("indexed.excalidraw"));

        assertEquals(
                List.of("box", "label", "photo"),
                drawing.elements().stream().map(Element::id).toList());
        assertEquals(
                "{\"type\":\"rectangle\",\"x\":10,\"y\":20.5,\"width\":100,\"height\":50,\"index\":\"a1\",\"seed\":1,"
                        + "\"boundElements\":null,\"groupIds\":[\"g\"]}",
                drawing.elements().getFirst().props().toString());
    }

    @Test
    @DisplayName("L5 a number of 56 digits is the double it is; L2 a number counts with all its digits")
    void numbers() {
        String digits = "0.1000000000000000055511151231257827021181583404541015625";
        Drawing drawing = read(elements("{\"id\":\"num\",\"x\":" + digits + ",\"y\":0e-20000,\"index\":\"a0\"}"));
        assertEquals(
                "{\"x\":0.1,\"y\":0,\"index\":\"a0\"}",
                drawing.elements().getFirst().props().toString());

        String far = "{\"id\":\"far\",\"index\":\"a0\",\"points\":[" + "1e300,".repeat(7) + "0]}";
        InvalidDrawing wrong = assertThrows(InvalidDrawing.class, () -> read(elements(far)));
        assertTrue(wrong.getMessage().contains("is 2141 bytes, over 2000"), wrong.getMessage());
    }

    @Test
    @DisplayName("embedded files are read with their type and creation time")
    void files() {
        var files = read(Drawings.resource("indexed.excalidraw")).files();

        assertEquals(2, files.size());
        assertEquals("f1", files.getFirst().id());
        assertEquals("image/png", files.getFirst().mimeType());
        assertEquals(1700000000001L, files.getFirst().createdAt());
        assertArrayEquals(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10},
                files.getFirst().bytes());
    }

    @Test
    @DisplayName("if one element has no index, all get new ones that keep the order of the file")
    void missing_indices_are_made() {
        Drawing drawing = read(Drawings.resource("unindexed.excalidraw"));

        assertEquals(
                List.of("c000", "c001", "c002"),
                drawing.elements().stream().map(DrawingReaderTest::index).toList());
        assertEquals(1, drawing.elements().get(1).props().toString().split("\"index\"", -1).length - 1);
    }

    @Test
    @DisplayName("the index of a deleted element does not matter")
    void deleted_elements_need_no_index() {
        Drawing drawing = read(elements("{\"id\":\"a\",\"index\":\"a5\"}", "{\"isDeleted\":true}"));

        assertEquals("a5", index(drawing.elements().getFirst()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{",
                "{}",
                "{\"elements\":{}}",
                "{\"elements\":[]} {}",
                "{\"elements\":[],\"elements\":[]}"
            })
    @DisplayName("a text that is not an .excalidraw file is unreadable")
    void unreadable(String text) {
        assertEquals(Kind.UNREADABLE, failure(text).kind());
    }

    @Test
    @DisplayName("a text with a million levels of nesting is unreadable, and does not overflow the stack")
    void deep_nesting() {
        assertEquals(
                Kind.UNREADABLE,
                failure("{\"appState\":" + "[".repeat(1_000_000)).kind());
    }

    @Test
    @DisplayName("the exception names the element that is wrong, and says why")
    void wrong_elements() {
        String fine = "{\"id\":\"fine\"}";
        refused(elements(fine, "7"), "element 1 is not an object");
        refused(elements(fine, "{\"type\":\"line\"}"), "element 1 has no id");
        refused(elements("{\"id\":7}"), "element 0 has no id");
        refused(elements("{\"id\":\"a b\"}"), "element 0 (id \"a b\") has an id that is not");
        refused(elements("{\"id\":\"" + "i".repeat(65) + "\"}"), "has an id that is not");
        refused(elements(fine, "{}", fine), "element 1 has no id");
        refused(elements(fine, "{\"id\":\"b\"}", fine), "element 2 (id \"fine\") has the id of an element before it");
        refused(elements(fine, "{\"points\":" + DEEP + ",\"id\":\"b\"}"), "element 1 (id \"b\") nesting over 32");
        refused(elements("{\"id\":\"b\",\"x\":1e999}"), "element 0 (id \"b\") a number is outside");
        refused(elements("{\"id\":\"b\",\"x\":1,\"x\":2}"), "element 0 (id \"b\") a key stands twice");
        refused(elements("{\"id\":\"b\",\"__proto__\":{}}"), "element 0 (id \"b\") a property cannot be named");
        refused(elements("{\"id\":\"b\",\"text\":\"\\u0000\"}"), "element 0 (id \"b\") a string holds U+0000");
        refused(elements("{\"id\":\"b\",\"type\":7}"), "element 0 (id \"b\") an object's type is a string");
        refused(
                elements("{\"id\":\"b\",\"text\":\"" + "x".repeat(2_000) + "\"}"),
                "element 0 (id \"b\") is 2026 bytes");
    }

    @Test
    @DisplayName("too many elements are not accepted; deleted ones do not count")
    void too_many_elements() {
        String deleted = ",{\"isDeleted\":true}".repeat(10);
        String five = "{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"},{\"id\":\"d\"},{\"id\":\"e\"}";

        assertEquals(5, read(elements(five + deleted)).elements().size());
        refused(elements(five + ",{\"id\":\"f\"}"), "over 5 elements");
    }

    @Test
    @DisplayName("the exception names the file that is wrong")
    void wrong_files() {
        refused(file("\"a/b\":{}"), "file \"a/b\" has an id that is not");
        refused(file("\"f\":7"), "file \"f\" is not an object");
        refused(file("\"f\":{}"), "file \"f\" has no dataURL");
        refused(file("\"f\":{\"dataURL\":\"http://x\"}"), "file \"f\" has a dataURL that is not a data URL");
        refused(file("\"f\":{\"dataURL\":\"data:image/png,x\"}"), "is not in base64");
        refused(file("\"f\":{\"dataURL\":\"data:image/png;base64,%%\"}"), "is not in base64");
        refused(file("\"f\":{\"dataURL\":\"data:;base64,AA==\"}"), "has no MIME type");
        refused(file("\"f\":{\"dataURL\":\"data:a/b;base64,AA==\",\"mimeType\":\"\\\"\"}"), "a mimeType that is none");
        refused(file("\"f\":{\"dataURL\":\"data:a/b;base64,AA==\"},\"f\":{}"), "is there twice");
    }

    private static String file(String files) {
        return "{\"elements\":[],\"files\":{" + files + "}}";
    }

    private static String index(Element element) {
        return new io.vertx.core.json.JsonObject(element.props().toString()).getString("index");
    }

    private static InvalidDrawing failure(String text) {
        return assertThrows(InvalidDrawing.class, () -> read(text));
    }

    private static void refused(String text, String why) {
        InvalidDrawing failure = failure(text);
        assertEquals(Kind.CONTENT, failure.kind());
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }
}
