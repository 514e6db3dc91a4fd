package dev.easel.server.copying;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.excalidraw.Drawing.EmbeddedFile;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no JSON, or no drawing in the form that Excalidraw writes: what can be had of them is there. */
class OddFilesTest {
    private static final String BOX = "{\"id\":\"a\",\"type\":\"rectangle\",\"width\":30,\"height\":40}";

    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA" + "AABJRU5ErkJggg==";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"elements\":[@,@,{\"type\":\"rect",
                "{\"elements\":[@,@],\"appState\":{\"viewBackgro",
                "{\"elements\":[@,@,{\"type\":\"rectangle\",,}],\"files\":{}}",
                "[@,@"
            })
    @DisplayName("of a file that is cut off or damaged, all before that place is taken, and the rest is named")
    void cut_off(String file) {
        Copies copy = Copies.of(file.replace("@", BOX));
        assertEquals(2, copy.elements.size());
        assertEquals(
                Map.of("the rest of the file", "it cannot be read: the file is cut off or damaged there"),
                copy.skipped());
    }

    @Test
    @DisplayName("what follows a drawing is named: another one, or words")
    void followed() {
        for (String more : List.of("{\"elements\":[" + BOX + "]}", "true", "]")) {
            Copies copy = Copies.of("{\"elements\":[" + BOX + "]}\n" + more);
            assertEquals(1, copy.elements.size());
            assertEquals(Set.of("the rest of the file"), copy.skipped().keySet(), more);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// a comment\n{\"elements\":[@]}",
                "{/* one more */\"elements\":[@,],}",
                "{elements:[{type:'rectangle',width:+30,height:40.,x:.5,y:007}]}",
                "{\"elements\":[{\"type\":\"rectangle\",\"link\":\"a\n\tb\\_c\",\"width\":30,\"height\":40}]}"
            })
    @DisplayName("JSON as people and language models write it is read")
    void loose_json(String file) {
        JsonObject box = Copies.of(file.replace("@", BOX)).one("rectangle");
        assertEquals(List.of(30, 40), List.of(box.getInteger("width"), box.getInteger("height")));
        if (file.contains("007")) {
            assertEquals(List.of(0.5, 7.0), List.of(box.getDouble("x"), box.getDouble("y")));
        }
        if (file.contains("link")) {
            assertEquals("a\n\tb_c", box.getString("link"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "-.", "+.", ".e3", "-.e1", "NaN", "-Infinity", "1e999"})
    @DisplayName("a number that is none is none, and takes no other element with it")
    void no_numbers(String number) {
        String odd = "{\"id\":\"o\",\"type\":\"freedraw\",\"points\":[[0,0],[7,7],[@,9]],\"pressures\":[@],"
                + "\"opacity\":@,\"width\":9,\"height\":9}";
        Copies copy = Copies.of("{\"appState\":{\"gridSize\":@},\"files\":{\"f\":{\"created\":@,\"dataURL\":\"\"}},"
                        .replace("@", number)
                + "\"elements\":[" + BOX + "," + odd.replace("@", number) + "]}");
        assertEquals(1, copy.all("rectangle").size(), copy.elements::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"elements\":[@]}}",
                "{\"result\":{\"scene\":{\"elements\":[@]}},\"more\":[{\"elements\":[7]}]}",
                "{\"elements\":{\"a\":@}}",
                "{\"elements\":{\"a\":{\"type\":\"rectangle\",\"width\":30,\"height\":40}}}",
                "[[@]]",
                "{\"elements\":null,\"elements\":[@]}"
            })
    @DisplayName("a drawing is found in what it is wrapped in, and its elements in an object or in arrays")
    void wrapped(String file) {
        Copies copy = Copies.of(file.replace("@", BOX));
        assertEquals(30, copy.one("rectangle").getInteger("width"));
        assertEquals(Map.of(), copy.skipped());
        Copies text = Copies.of(Json.encode(file.replace("@", BOX)));
        assertEquals(1, text.elements.size(), "as a string in JSON");
    }

    @Test
    @DisplayName("elements in an object are named by their keys")
    void keys() {
        Copies copy = Copies.of("{\"elements\":{\"a\":{\"type\":\"rectangle\"},\"s\":{\"type\":\"star\"},"
                + "\"b\":{\"type\":\"arrow\",\"points\":[[0,0],[9,9]],\"start\":{\"id\":\"a\"}}}}");
        assertEquals(
                copy.one("rectangle").getString("id"),
                copy.one("arrow").getJsonObject("startBinding").getString("elementId"));
        assertEquals(Map.of("s", "a board cannot show the type \"star\""), copy.skipped());
    }

    @Test
    @DisplayName("the items of a library that are none are named, one by one")
    void odd_items() {
        Copies copy = Copies.of("{\"libraryItems\":[null,{\"id\":\"x\"},{\"elements\":null},{\"elements\":{\"a\":" + BOX
                + "}}," + BOX + ",{\"elements\":[" + BOX + "]}]}");
        assertEquals(2, copy.elements.size());
        assertEquals(
                List.of("item 1", "item 2", "item 3", "item 5"),
                List.copyOf(copy.skipped().keySet()));
    }

    @Test
    @DisplayName("what is nested very deep becomes null, and takes nothing else with it")
    void deep() {
        String deep = "[".repeat(50_000) + "]".repeat(50_000);
        Copies copy = Copies.of("{\"appState\":{\"x\":" + deep
                + "},\"elements\":[{\"type\":\"rectangle\",\"customData\":{" + "\"a\":" + deep + "}}," + BOX + "]}");
        assertEquals(2, copy.elements.size());
        Copies deeper =
                Copies.of("{\"elements\":[" + BOX + ",{\"type\":\"rectangle\",\"customData\":" + "[".repeat(200_000));
        assertEquals(1, deeper.elements.size());
        assertEquals(1, deeper.copy.skippedCount());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":\"f\",\"dataURL\":\"@\"}]",
                "{\"else\":{\"id\":\"f\",\"dataURL\":\"@\"}}",
                "{\"f\":\"@\"}",
                "{\"f\":{\"dataurl\":\"@\"}}",
                "{\"f\\u0000\":{\"dataURL\":\"@\"}}"
            })
    @DisplayName("pictures are found in every form in which files are listed")
    void lists_of_files(String files) {
        Copies copy = Copies.of("{\"elements\":[{\"type\":\"image\",\"fileId\":\"f\",\"width\":9,\"height\":9}],"
                + "\"files\":" + files.replace("@", "data:image/png;base64," + PNG) + "}");
        assertEquals(Map.of(), copy.skipped());
        assertEquals(1, copy.copy.files().size());
    }

    @Test
    @DisplayName("a picture is an SVG by its first element, whatever stands before it, and in any encoding")
    void kinds_of_svg() {
        String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        for (String text : List.of(
                svg,
                "\uFEFF<?xml version=\"1.0\"?>\n<!-- " + "x".repeat(9_000) + " -->\n" + svg,
                "<!DOCTYPE svg [<!ENTITY a \"<b>\">]>" + svg,
                "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/svg11.dtd\">" + svg,
                "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>")) {
            assertEquals(List.of("image/svg+xml"), kinds(base64(text.getBytes(StandardCharsets.UTF_8))), text);
        }
        assertEquals(List.of("image/svg+xml"), kinds(base64(("\uFEFF" + svg).getBytes(StandardCharsets.UTF_16LE))));
        assertEquals(List.of("image/svg+xml"), kinds(svg.replace("\"", "'")));
        for (String text :
                List.of("<html><svg/></html>", "<!-- <svg/>", "<?xml <svg/>", "a <svg/>", "<!DOCTYPE [<svg>")) {
            assertEquals(List.of(), kinds(base64(text.getBytes(StandardCharsets.UTF_8))), text);
        }
    }

    @Test
    @DisplayName("files beside what a drawing is wrapped in count once")
    void many_files() {
        String files = "\"f\":\"\"" + ",\"g\":\"\"".repeat(10_000);
        Copies copy = Copies.of("{\"files\":{" + files + "},\"data\":{\"scene\":{\"elements\":[" + BOX + "]}}}");
        assertEquals(1, copy.elements.size());
    }

    @Test
    @DisplayName("the kind of a picture is told in time that is linear in its length, also where it is never ended")
    void endless_svg() {
        String instructions = "<!>".repeat(20_000_000);
        for (String text : List.of(
                "<?xml?><!DOCTYPE svg [ ><svg/>",
                "<!DOCTYPE svg [ ><svg/>",
                instructions,
                instructions.replace("<!>", "<!-->"),
                "<!DOCTYPE " + instructions.replace("<!>", "[]<"))) {
            byte[] picture = text.getBytes(StandardCharsets.UTF_8);
            assertEquals(
                    Optional.empty(),
                    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> ImageKinds.of(picture)),
                    text.substring(0, 15));
        }
    }

    private static String base64(byte[] svg) {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg);
    }

    private static List<String> kinds(String data) {
        return Copies.of("{\"elements\":[" + BOX + ",{\"type\":\"image\",\"fileId\":\"f\"}],\"files\":{\"f\":{"
                        + "\"dataURL\":\"" + data + "\"}}}")
                .copy
                .files()
                .stream()
                .map(EmbeddedFile::mimeType)
                .toList();
    }

    @Test
    @DisplayName("what its points or a wide library bring too far out is named, and nothing refers to it")
    void far_out() {
        Copies copy = Copies.elements(
                "{\"id\":\"wide\",\"type\":\"line\",\"points\":[[-900000,0],[900000,0]]}",
                "{\"id\":\"out\",\"type\":\"arrow\",\"x\":900000,\"points\":[[200000,0],[200009,0]],"
                        + "\"start\":{\"id\":\"a\"}}",
                BOX);
        assertEquals(Set.of("wide", "out"), copy.skipped().keySet());
        assertNull(copy.one("rectangle").getJsonArray("boundElements"));

        String item = "[{\"type\":\"rectangle\",\"width\":900000,\"height\":900000}]";
        Copies library = Copies.of("{\"library\":["
                + String.join(",", IntStream.range(0, 9).mapToObj(_ -> item).toList()) + "]}");
        assertEquals(9, library.elements.size() + library.copy.skippedCount());
        assertTrue(library.copy.skippedCount() > 0, library.skipped()::toString);
    }

    @Test
    @DisplayName("a text wider than a board has breaks")
    void wide_text() {
        String words = "word ".repeat(40_000).strip();
        for (String width : List.of("", ",\"width\":2400000,\"height\":25")) {
            Copies copy = Copies.elements("{\"type\":\"text\",\"text\":\"" + words + "\"" + width + "}");
            assertEquals(Map.of(), copy.skipped());
            List<String> shown =
                    copy.all("text").stream().map(it -> it.getString("text")).toList();
            assertEquals(words, String.join("\n", shown).replace('\n', ' '));
            assertFalse(copy.all("text").getFirst().getBoolean("autoResize"));
        }
    }

    @Test
    @DisplayName("frames that name each other as their frames are in none, as Excalidraw has it")
    void frames_in_frames() {
        Copies copy = Copies.elements(
                "{\"id\":\"f\",\"type\":\"frame\",\"frameId\":\"g\",\"width\":9,\"height\":9}",
                "{\"id\":\"g\",\"type\":\"frame\",\"frameId\":\"f\",\"width\":9,\"height\":9,"
                        + "\"children\":[\"f\",\"a\"]}",
                BOX);
        assertNull(copy.at(0).getString("frameId"));
        assertNull(copy.at(1).getString("frameId"));
        assertEquals(copy.at(1).getString("id"), copy.at(2).getString("frameId"));
    }

    @Test
    @DisplayName("what tells of single points is dropped where points are dropped")
    void elbows() {
        String elbow =
                "{\"type\":\"arrow\",\"elbowed\":true,\"fixedSegments\":[{\"index\":2}],\"points\":[[0,0],@[9,0],"
                        + "[9,9]]}";
        assertTrue(Copies.elements(elbow.replace("@", "")).at(0).containsKey("fixedSegments"));
        assertFalse(Copies.elements(elbow.replace("@", "null,")).at(0).containsKey("fixedSegments"));
    }
}
