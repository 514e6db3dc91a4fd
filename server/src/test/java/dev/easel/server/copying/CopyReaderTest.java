package dev.easel.server.copying;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.excalidraw.Drawing.EmbeddedFile;
import dev.easel.server.excalidraw.InvalidDrawing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyReaderTest {
    private static final String BOX =
            "{\"id\":\"box\",\"type\":\"rectangle\",\"x\":1,\"y\":2,\"width\":30,\"height\":40}";

    @ParameterizedTest
    @CsvSource({
        "index-a10-on-top, 5, 0",
        "duplicate-id, 3, 0",
        "label-not-in-boundElements, 6, 0",
        "one-file-without-dataURL, 2, 1",
        "remote-dataURL-and-missing, 0, 2",
        "nul-and-half-surrogate, 1, 0",
        "long-number, 1, 0"
    })
    @DisplayName("files that were refused, or that did harm, are taken but for what is named")
    void odd_files(String file, int elements, int skipped) {
        Copies copy = Copies.of(Copies.resource(file + ".excalidraw"));
        assertEquals(elements, copy.elements.size());
        assertEquals(skipped, copy.copy.skippedCount());
    }

    @Test
    @DisplayName("elements have new ids, the order of the file, and keys above those of the board")
    void order() {
        Copies copy = Copies.of(Copies.resource("index-a10-on-top.excalidraw"));
        assertEquals(
                List.of(180, 210, 240, 270, 300),
                copy.elements.stream().map(it -> it.getInteger("x")).toList());
        assertEquals(
                List.of("a6", "a7", "a8", "a9", "aA"),
                copy.elements.stream().map(it -> it.getString("index")).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a.b c",
                "形 状",
                "",
                "x\\u0000y",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    @DisplayName("an id may be any text, and a number; an element without one is taken, too")
    void any_id(String id) {
        Copies copy = Copies.elements(
                "{\"id\":\"" + id + "\",\"type\":\"rectangle\",\"width\":9,\"height\":9}",
                "{\"type\":\"arrow\",\"points\":[[0,0],[5,5]],\"startBinding\":{\"elementId\":\"" + id
                        + "\",\"focus\":0,\"gap\":1}}",
                "{\"id\":7,\"type\":\"ellipse\"}",
                "{\"type\":\"ellipse\"}");
        assertEquals(4, copy.elements.size());
        assertEquals(
                copy.at(0).getString("id"),
                copy.at(1).getJsonObject("startBinding").getString("elementId"));
    }

    @Test
    @DisplayName("what elements say of each other is said of the copies: groups, frames, labels, ends of arrows")
    void references() {
        Copies copy = Copies.elements(
                "{\"id\":\"f\",\"type\":\"frame\",\"width\":500,\"height\":500}",
                "{\"id\":\"a\",\"type\":\"rectangle\",\"width\":9,\"height\":9,\"groupIds\":[\"in\","
                        + "\"out\"],\"frameId\":\"f\","
                        + "\"boundElements\":[{\"id\":\"gone\",\"type\":\"arrow\"},{\"id\":\"t\","
                        + "\"type\":\"text\"}]}",
                "{\"id\":\"t\",\"type\":\"text\",\"text\":\"label\",\"containerId\":\"a\","
                        + "\"groupIds\":[\"in\",\"out\"],\"width\":9,\"height\":9}",
                "{\"id\":\"b\",\"type\":\"ellipse\",\"width\":9,\"height\":9,\"groupIds\":[\"out\"],"
                        + "\"frameId\":\"gone\",\"boundElements\":null}",
                "{\"id\":\"r\",\"type\":\"arrow\",\"points\":[[0,0],[50,0]],\"width\":50,\"height\":0,"
                        + "\"startBinding\":{\"elementId\":\"a\",\"focus\":0.1,\"gap\":5},"
                        + "\"endBinding\":{\"elementId\":\"b\",\"fixedPoint\":[0,1]}}",
                "{\"id\":\"loose\",\"type\":\"arrow\",\"points\":[[0,0],[50,0]],"
                        + "\"startBinding\":{\"elementId\":\"gone\"},\"endBinding\":null}");
        JsonObject a = copy.at(1);
        assertEquals(copy.at(0).getString("id"), a.getString("frameId"));
        assertNull(copy.at(3).getString("frameId"));
        assertEquals(
                a.getJsonArray("groupIds").getString(1),
                copy.at(3).getJsonArray("groupIds").getString(0));
        assertNotEquals("out", copy.at(3).getJsonArray("groupIds").getString(0));
        assertEquals(a.getString("id"), copy.one("text").getString("containerId"));
        assertEquals(2, Copies.bound(a).size());
        JsonObject start = copy.at(4).getJsonObject("startBinding");
        assertEquals(
                new JsonObject()
                        .put("elementId", a.getString("id"))
                        .put("focus", 0.1)
                        .put("gap", 5),
                start);
        assertNull(copy.at(5).getJsonObject("startBinding"));
    }

    @Test
    @DisplayName("a label that one side knows is known to both, and what it hung on that is gone is not named")
    void half_known_labels() {
        Copies copy = Copies.of(Copies.resource("label-not-in-boundElements.excalidraw"));
        assertEquals(copy.at(0).getString("id"), copy.at(1).getString("containerId"));
        assertEquals(copy.at(2).getString("id"), copy.at(3).getString("containerId"));
        assertNull(copy.at(4).getString("containerId"));
        assertNull(copy.at(5).getString("frameId"));
    }

    @Test
    @DisplayName("an id that stands twice is two elements; what names it means the first")
    void twice() {
        Copies copy = Copies.elements(BOX, BOX, "{\"type\":\"text\",\"text\":\"t\",\"containerId\":\"box\"}");
        assertEquals(
                3,
                copy.elements.stream().map(it -> it.getString("id")).distinct().count());
        assertEquals(copy.at(0).getString("id"), copy.at(2).getString("containerId"));
    }

    @Test
    @DisplayName(
            "strings are cleaned, numbers are the doubles they are, of a key that stands twice the last one counts")
    void content() {
        Copies copy = Copies.of(Copies.resource("nul-and-half-surrogate.excalidraw"));
        assertEquals("ab", copy.at(0).getString("text"));
        assertEquals("ab", copy.at(0).getString("originalText"));
        assertEquals(
                0.1, Copies.of(Copies.resource("long-number.excalidraw")).at(0).getDouble("x"));
        String odd = "{\"id\":\"o\",\"type\":\"rectangle\",\"x\":1,\"x\":2,\"y\":1e999,\"width\":\"30\","
                + "\"height\":30,\"link\":\"\\ud83d\","
                + "\"__proto__\":{},\"opacity\":\"half\",\"customData\":" + "[".repeat(50) + "]".repeat(50)
                + "}";
        JsonObject o = Copies.elements(odd).at(0);
        assertEquals(2, o.getDouble("x"));
        assertEquals(0, o.getDouble("y"));
        assertEquals(30, o.getDouble("width"));
        assertEquals("\uFFFD", o.getString("link"));
        assertTrue(!o.containsKey("opacity") && !o.containsKey("__proto__"));
    }

    @Test
    @DisplayName("arrows, lines and strokes without points get them from their size; without either they are named")
    void points() {
        Copies copy = Copies.elements(
                "{\"id\":\"a\",\"type\":\"arrow\",\"x\":5,\"y\":5,\"width\":100,\"height\":-50}",
                "{\"id\":\"n\",\"type\":\"freedraw\",\"points\":[[3,3],null,[9,\"x\"],[8,9]],"
                        + "\"pressures\":[0.1,0.2,0.3,0.4]}",
                "{\"id\":\"xy\",\"type\":\"line\",\"points\":[{\"x\":0,\"y\":0},{\"x\":10,\"y\":20}]}",
                "{\"id\":\"none\",\"type\":\"arrow\",\"x\":5,\"y\":5}",
                "{\"id\":\"dot\",\"type\":\"freedraw\",\"points\":[[0,0]]}");
        assertEquals(
                "[[0,0],[100,-50]]", copy.at(0).getJsonArray("points").encode().replace(".0", ""));
        assertEquals(50, copy.at(0).getDouble("height"));
        assertEquals(2, copy.at(1).getJsonArray("points").size());
        assertEquals(List.of(0.1, 0.4), copy.at(1).getJsonArray("pressures").getList());
        assertEquals(3, copy.at(1).getDouble("x"));
        assertEquals(20, copy.at(2).getDouble("height"));
        assertEquals(Set.of("none"), copy.skipped().keySet());
        assertEquals("it has neither points nor a size", copy.skipped().get("none"));
    }

    @Test
    @DisplayName("what a board cannot show is named, with what a person understands; what was deleted is not")
    void left_out() {
        Copies copy = Copies.elements(
                BOX,
                "{\"id\":\"s\",\"type\":\"star\"}",
                "{\"id\":\"t\"}",
                "7",
                "{\"id\":\"l\",\"type\":\"rectangle\",\"x\":\"left\"}",
                "{\"id\":\"far\",\"type\":\"rectangle\",\"x\":9e9}",
                "{\"id\":\"flat\",\"type\":\"rectangle\",\"width\":0,\"height\":0}",
                "{\"id\":\"i\",\"type\":\"image\",\"fileId\":null}",
                "{\"id\":\"d\",\"type\":\"star\",\"isDeleted\":true}",
                "{\"id\":\"sel\",\"type\":\"selection\"}",
                "{\"id\":\"e\",\"type\":\"text\",\"text\":\"\"}");
        assertEquals(1, copy.elements.size());
        assertEquals(
                Map.of(
                        "s", "unknown_type",
                        "t", "no_type",
                        "element 4", "not_an_object",
                        "l", "not_a_number",
                        "far", "too_far",
                        "flat", "no_size",
                        "i", "no_picture"),
                copy.codes());
        assertEquals("a board cannot show the type \"star\"", copy.skipped().get("s"));
        assertEquals("its x is not a number", copy.skipped().get("l"));
    }

    @Test
    @DisplayName("pictures are taken in every form of their data, once each; those that are elsewhere are not fetched")
    void pictures() {
        String png = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mP8z8BQz0AEYBxVSF+F"
                + "ABJADveWkH6oAAAAAElFTkSuQmCC";
        String svg = "%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3C/svg%3E";
        String[][] files = {
            {"plain", "data:image/png;base64," + png},
            {"broken lines", "data:image/png;base64," + png.substring(0, 60) + "\\r\\n" + png.substring(60) + "\\n"},
            {"for URLs", "data:image/png;base64," + png.replace('+', '-').replace('/', '_')},
            {"escaped", "data:image/png;base64," + png.replace("+", "%2B")},
            {"wrong type", "data:application/octet-stream;base64," + png},
            {"svg", "data:image/svg+xml;charset=utf-8," + svg},
            {"elsewhere", "https://example.org/a.png"},
            {"rubbish", "data:image/png;base64,????"},
            {"no picture", "data:image/png;base64,aGVsbG8="},
            {"empty", ""}
        };
        StringBuilder text = new StringBuilder("{\"elements\":[");
        for (String[] file : files) {
            text.append("{\"type\":\"image\",\"id\":\"")
                    .append(file[0])
                    .append("\",\"fileId\":\"")
                    .append(file[0])
                    .append("\",\"width\":9,\"height\":9},");
        }
        text.append(BOX)
                .append("],\"files\":{\"nobody shows it\":{\"dataURL\":\"data:image/png;base64,")
                .append(png)
                .append("AAAA\"}");
        for (String[] file : files) {
            text.append(",\"")
                    .append(file[0])
                    .append("\":{\"mimeType\":\"image/png\",\"dataURL\":\"")
                    .append(file[1])
                    .append("\"}");
        }
        Copies copy = Copies.of(text.append("}}").toString());
        assertEquals(7, copy.elements.size());
        assertEquals(
                Map.of(
                        "elsewhere", "picture_elsewhere",
                        "rubbish", "picture_unreadable",
                        "no picture", "picture_type",
                        "empty", "no_picture"),
                copy.codes());
        assertTrue(
                copy.skipped().get("elsewhere").contains("example.org/a.png, and is not fetched"),
                () -> copy.skipped().toString());
        assertEquals(
                Set.of("image/png", "image/svg+xml"),
                copy.copy.files().stream().map(EmbeddedFile::mimeType).collect(Collectors.toSet()));
        assertEquals(2, copy.copy.files().size());
        assertTrue(new String(copy.copy.files().get(1).bytes(), StandardCharsets.UTF_8).startsWith("<svg xmlns='http"));
    }

    @Test
    @DisplayName("a stroke that is too long for one object becomes several that look like it, in a group")
    void long_stroke() {
        StringBuilder points = new StringBuilder("[0,0]");
        for (int i = 1; i < 2_000; i++) {
            points.append(",[").append(i * 1.25).append(',').append(i % 7).append("]");
        }
        String stroke =
                "{\"id\":\"s\",\"type\":\"freedraw\",\"x\":100,\"y\":50,\"angle\":1,\"width\":2498.75,\"height\":6,"
                        + "\"points\":[" + points + "],\"pressures\":[],\"groupIds\":[\"g\"]}";
        Copies copy = Copies.of(
                ("{\"elements\":[" + stroke + "," + BOX + "]}").getBytes(StandardCharsets.UTF_8),
                8_000,
                Optional.empty());

        List<JsonObject> pieces = copy.all("freedraw");
        assertTrue(pieces.size() >= 3 && copy.copy.skippedCount() == 0, () -> pieces.size() + " " + copy.skipped());
        assertEquals(
                2_000 + pieces.size() - 1,
                pieces.stream().mapToInt(it -> it.getJsonArray("points").size()).sum());
        JsonArray groups = pieces.getFirst().getJsonArray("groupIds");
        JsonArray others = pieces.getLast().getJsonArray("groupIds");
        assertEquals(groups.getString(groups.size() - 2), others.getString(others.size() - 2));
        for (int i = 1; i < pieces.size(); i++) {
            double[] end = drawn(
                    pieces.get(i - 1), pieces.get(i - 1).getJsonArray("points").size() - 1);
            double[] begin = drawn(pieces.get(i), 0);
            assertEquals(end[0], begin[0], 1e-6);
            assertEquals(end[1], begin[1], 1e-6);
        }
    }

    /** Where a point is drawn, the angle of its element included. */
    private static double[] drawn(JsonObject element, int at) {
        JsonArray points = element.getJsonArray("points");
        double[][] xy = points.stream()
                .map(it -> new double[] {((JsonArray) it).getDouble(0), ((JsonArray) it).getDouble(1)})
                .toArray(double[][]::new);
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        for (double[] point : xy) {
            left = Math.min(left, point[0]);
            top = Math.min(top, point[1]);
        }
        double middleX = element.getDouble("x") + left + element.getDouble("width") / 2;
        double middleY = element.getDouble("y") + top + element.getDouble("height") / 2;
        double dx = element.getDouble("x") + xy[at][0] - middleX;
        double dy = element.getDouble("y") + xy[at][1] - middleY;
        double angle = element.getDouble("angle");
        return new double[] {
            middleX + dx * Math.cos(angle) - dy * Math.sin(angle), middleY + dx * Math.sin(angle) + dy * Math.cos(angle)
        };
    }

    @Test
    @DisplayName("a long arrow keeps one head, and the shapes at its ends")
    void long_arrow() {
        String points = "[0,0]" + ",[12.5,12.5],[99.25,0.5]".repeat(400);
        Copies copy = Copies.of(
                ("{\"elements\":[" + BOX + ",{\"id\":\"b2\",\"type\":\"ellipse\"},{\"type\":\"arrow\",\"points\":["
                                + points + "],\"start\":{\"id\":\"box\"},\"end\":{\"id\":\"b2\"}}]}")
                        .getBytes(StandardCharsets.UTF_8),
                4_000,
                Optional.empty());
        List<JsonObject> arrows = copy.all("arrow");
        assertTrue(arrows.size() > 2);
        assertEquals(
                1,
                arrows.stream()
                        .filter(it -> it.getString("endArrowhead") != null)
                        .count());
        assertEquals("arrow", arrows.getLast().getString("endArrowhead"));
        assertTrue(arrows.getFirst().getJsonObject("startBinding") != null
                && arrows.getLast().getJsonObject("endBinding") != null);
    }

    @Test
    @DisplayName("a text that is too long for one object becomes several, and no letter is lost")
    void long_text() {
        String text = "永和九年歲在癸丑暮春之初會于會稽山陰之蘭亭修禊事也\\n".repeat(2_000);
        Copies copy = Copies.elements(
                "{\"id\":\"t\",\"type\":\"text\",\"text\":\"" + text + "\",\"originalText\":\"" + text
                        + "\",\"fontSize\":20}",
                BOX);
        List<JsonObject> texts = copy.all("text");
        assertTrue(texts.size() > 1, () -> copy.skipped().toString());
        assertEquals(
                text.replace("\\n", "\n"),
                texts.stream().map(it -> it.getString("text")).collect(Collectors.joining("\n")));
        assertTrue(texts.get(1).getDouble("y") > texts.get(0).getDouble("y"));

        String line = "𠮷".repeat(40_000);
        List<JsonObject> pieces =
                Copies.elements("{\"type\":\"text\",\"text\":\"" + line + "\"}").all("text");
        assertEquals(line, pieces.stream().map(it -> it.getString("text")).collect(Collectors.joining()));
    }

    @Test
    @DisplayName("the pieces of a text that is turned lie below each other as they are turned")
    void long_turned_text() {
        String text = String.join("\\n", Collections.nCopies(3_000, "a".repeat(100)));
        List<JsonObject> pieces = Copies.elements("{\"type\":\"text\",\"text\":\"" + text + "\",\"width\":1240,"
                        + "\"height\":75000,\"angle\":" + Math.PI / 2 + "}")
                .all("text");
        assertTrue(pieces.size() > 2);
        for (int i = 1; i < pieces.size(); i++) {
            JsonObject above = pieces.get(i - 1);
            JsonObject below = pieces.get(i);
            assertEquals(leftEnd(above), leftEnd(below), 1e-6, "lines begin beside each other");
            assertEquals(
                    middleX(above) - above.getDouble("height") / 2,
                    middleX(below) + below.getDouble("height") / 2,
                    1e-6);
        }
    }

    /** Of an element that is turned by a right angle: where its left side is drawn, which is its upper one then. */
    private static double leftEnd(JsonObject turned) {
        return turned.getDouble("y") + turned.getDouble("height") / 2 - turned.getDouble("width") / 2;
    }

    private static double middleX(JsonObject element) {
        return element.getDouble("x") + element.getDouble("width") / 2;
    }

    @Test
    @DisplayName("a text that two shapes name as their label is the label of the first, in each run")
    void one_label_of_two() {
        String shape = "{\"type\":\"rectangle\",\"boundElements\":[{\"id\":\"t\",\"type\":\"text\"}]}";
        Copies copy = Copies.elements(shape, shape, "{\"id\":\"t\",\"type\":\"text\",\"text\":\"a\"}");
        assertEquals(copy.at(0).getString("id"), copy.one("text").getString("containerId"));
        assertNull(copy.at(1).getJsonArray("boundElements"));
    }

    @Test
    @DisplayName("a place near the border is moved so far that all of the copy lies where boards draw it")
    void place_near_the_border() {
        byte[] file = ("{\"elements\":[" + BOX + "]}").getBytes(StandardCharsets.UTF_8);
        Copies copy = Copies.of(file, Copies.ELEMENT_BYTES, Optional.of(new CopyReader.Place(1_000_000, -1_000_000)));
        assertEquals(1_000_000 - 30, copy.at(0).getInteger("x"));
        assertEquals(-1_000_000, copy.at(0).getInteger("y"));
    }

    @Test
    @DisplayName("what is too large otherwise is named, and nothing else refers to it")
    void too_large() {
        Copies copy = Copies.elements(
                "{\"id\":\"big\",\"type\":\"frame\",\"width\":9,\"height\":9,\"customData\":\"" + "x".repeat(300_000)
                        + "\"}",
                "{\"id\":\"in\",\"type\":\"rectangle\",\"frameId\":\"big\"}",
                "{\"type\":\"arrow\",\"points\":[[0,0],[1,1]],\"startBinding\":{\"elementId\":\"big\"}}");
        assertEquals(2, copy.elements.size());
        assertTrue(
                copy.skipped().get("big").startsWith("it is too large: 300"),
                () -> copy.skipped().toString());
    }

    @Test
    @DisplayName("the items of a library lie beside each other, also where their ids are the same")
    void libraries() {
        String item = "[" + BOX
                + ",{\"id\":\"t\",\"type\":\"text\",\"text\":\"x\",\"containerId\":\"box\",\"width\":9,"
                + "\"height\":9}]";
        for (String library : List.of(
                "{\"type\":\"excalidrawlib\",\"version\":1,\"library\":[" + item + "," + item + "]}",
                "{\"type\":\"excalidrawlib\",\"version\":2,\"libraryItems\":[{\"id\":\"1\",\"elements\":" + item
                        + "},{\"status\":\"published\",\"elements\":" + item
                        + "},{\"name\":\"empty\",\"elements\":[]}]}")) {
            Copies copy = Copies.of(library);
            assertEquals(4, copy.elements.size());
            assertEquals(copy.at(2).getString("id"), copy.at(3).getString("containerId"));
            assertTrue(copy.at(2).getDouble("x") >= copy.at(0).getDouble("x") + 70);
        }
    }

    @Test
    @DisplayName("a bare array, and what Excalidraw puts on the clipboard, are drawings; other JSON is none")
    void forms() {
        assertEquals(1, Copies.of("[" + BOX + "]").elements.size());
        assertEquals(
                1,
                Copies.of("{\"type\":\"excalidraw/clipboard\",\"elements\":[" + BOX + "]}")
                        .elements
                        .size());
        for (String text : List.of("{}", "7", "{\"elements\":7}", "[1", "\"[]", "")) {
            assertThrows(InvalidDrawing.class, () -> Copies.of(text), text);
        }
    }

    @Test
    @DisplayName("a copy is put where it is asked for")
    void place() {
        byte[] file = ("{\"elements\":[{\"type\":\"line\",\"x\":100,\"y\":100,\"points\":[[0,0],[-50,20]]}," + BOX
                        + "]}")
                .getBytes(StandardCharsets.UTF_8);
        Copies copy = Copies.of(file, Copies.ELEMENT_BYTES, Optional.of(new CopyReader.Place(1_000, 2_000)));
        assertEquals(1_000, copy.at(1).getDouble("x"));
        assertEquals(1_099, copy.at(0).getDouble("x"));
        assertEquals(2_000, copy.at(1).getDouble("y"));
    }

    @Test
    @DisplayName("the look of the file is told: background and grid, as far as they can be read")
    void look() {
        String file = "{\"elements\":[],\"appState\":{\"viewBackgroundColor\":\"#fdf8f6\","
                + "\"gridModeEnabled\":true,\"gridSize\":20,"
                + "\"gridStep\":0.5,\"zoom\":{\"value\":1}}}";
        assertEquals(
                "{\"viewBackgroundColor\":\"#fdf8f6\",\"gridModeEnabled\":true,\"gridSize\":20}",
                Copies.of(file).copy.look().orElseThrow().toString());
        assertTrue(Copies.of("{\"elements\":[],\"appState\":{\"gridSize\":null}}")
                .copy
                .look()
                .isEmpty());
    }
}
