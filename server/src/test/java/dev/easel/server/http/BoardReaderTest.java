package dev.easel.server.http;

import static dev.easel.server.http.Boards.elements;
import static dev.easel.server.http.Boards.read;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.http.Board.Element;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardReaderTest {
    private static final String DEEP = "[".repeat(40) + "]".repeat(40);

    @Test
    @DisplayName(
            "an element is an object without id, version, versionNonce, updated and isDeleted; deleted ones stay out")
    void elements_become_objects() {
        Board board = read(Boards.resource("indexed.excalidraw"));

        assertEquals(
                List.of("box", "label", "photo"),
                board.elements().stream().map(Element::id).toList());
        assertEquals(
                "{\"type\":\"rectangle\",\"x\":10,\"y\":20.5,\"width\":1e2,\"height\":50,\"index\":\"a1\",\"seed\":1,"
                        + "\"boundElements\":null,\"groupIds\":[\"g\"]}",
                board.elements().getFirst().props().toString());
    }

    @Test
    @DisplayName("files become assets, with what the file says of them")
    void files_become_assets() {
        var assets = read(Boards.resource("indexed.excalidraw")).assets();

        assertEquals(2, assets.size());
        assertEquals("f1", assets.getFirst().id());
        assertEquals("image/png", assets.getFirst().mimeType());
        assertEquals(1700000000001L, assets.getFirst().createdAt());
        assertArrayEquals(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10},
                assets.getFirst().bytes());
    }

    @Test
    @DisplayName("where one element lacks an index, all get one that keeps the order they stand in")
    void missing_indices_are_made_up() {
        Board board = read(Boards.resource("unindexed.excalidraw"));

        assertEquals(
                List.of("c000", "c001", "c002"),
                board.elements().stream().map(BoardReaderTest::index).toList());
        assertEquals(1, board.elements().get(1).props().toString().split("\"index\"", -1).length - 1);
    }

    @Test
    @DisplayName("the index of a deleted element does not matter")
    void deleted_elements_need_no_index() {
        Board board = read(elements("{\"id\":\"a\",\"index\":\"a5\"}", "{\"isDeleted\":true}"));

        assertEquals("a5", index(board.elements().getFirst()));
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
    @DisplayName("what is no board at all is a 400")
    void no_board(String text) {
        assertEquals(400, problem(text).status());
    }

    @Test
    @DisplayName("a text nested deeper than anything is a 400, and costs no stack")
    void bottomless_text() {
        assertEquals(400, problem("{\"appState\":" + "[".repeat(1_000_000)).status());
    }

    @Test
    @DisplayName("what is wrong with an element is a 422 that names it and says what")
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
    @DisplayName("more elements than a board may have are a 422; deleted ones do not count")
    void too_many_elements() {
        String deleted = ",{\"isDeleted\":true}".repeat(10);
        String five = "{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"},{\"id\":\"d\"},{\"id\":\"e\"}";

        assertEquals(5, read(elements(five + deleted)).elements().size());
        refused(elements(five + ",{\"id\":\"f\"}"), "over 5 elements");
    }

    @Test
    @DisplayName("what is wrong with a file is a 422 that names it")
    void wrong_files() {
        refused(file("\"a/b\":{}"), "file \"a/b\" has an id that is not");
        refused(file("\"f\":7"), "file \"f\" is not an object");
        refused(file("\"f\":{}"), "file \"f\" has no dataURL");
        refused(file("\"f\":{\"dataURL\":\"http://x\"}"), "file \"f\" has a dataURL that is not a data URL");
        refused(file("\"f\":{\"dataURL\":\"data:image/png,x\"}"), "is not in base64");
        refused(file("\"f\":{\"dataURL\":\"data:image/png;base64,%%\"}"), "is not in base64");
        refused(file("\"f\":{\"dataURL\":\"data:;base64,AA==\"}"), "has no MIME type");
        refused(file("\"f\":{\"dataURL\":\"data:a/b;base64,AA==\",\"mimeType\":\"\\\"\"}"), "a mimeType that is none");
        refused(file("\"f\":{\"dataURL\":\"data:a/b;base64,AA==\"},\"f\":{}"), "stands there twice");
    }

    private static String file(String files) {
        return "{\"elements\":[],\"files\":{" + files + "}}";
    }

    private static String index(Element element) {
        return new io.vertx.core.json.JsonObject(element.props().toString()).getString("index");
    }

    private static Problem problem(String text) {
        return assertThrows(Problem.class, () -> read(text));
    }

    private static void refused(String text, String why) {
        Problem problem = problem(text);
        assertEquals(422, problem.status());
        assertTrue(problem.getMessage().contains(why), problem.getMessage());
    }
}
