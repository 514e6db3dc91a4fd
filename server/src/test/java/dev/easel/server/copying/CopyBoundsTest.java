package dev.easel.server.copying;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.excalidraw.InvalidDrawing;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are made to cost much more than they are long. */
class CopyBoundsTest {
    @ParameterizedTest
    @ValueSource(ints = {130, 250, 300})
    @DisplayName("an element that is large without its points is left out once, and not cut into thousands")
    void much_beside_points(int kib) {
        Copies copy = Copies.elements("{\"id\":\"s\",\"type\":\"freedraw\",\"customData\":\"" + "x".repeat(kib << 10)
                + "\",\"points\":[" + "[0,0],".repeat(100_000) + "[1,1]]}");
        assertEquals(0, copy.elements.size());
        assertEquals(1, copy.copy.skippedCount());
        assertEquals("too_large", copy.codes().get("s"));
        assertTrue(copy.skipped().get("s").startsWith("it is too large"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "x y z", "\uD83D\uDE00", "a", "two\\n"})
    @DisplayName("a short text with much beside it is left out")
    void much_beside_words(String text) {
        Copies copy = Copies.elements("{\"id\":\"t\",\"type\":\"text\",\"text\":\"" + text + "\",\"customData\":\""
                + "x".repeat(300_000) + "\"}");
        assertEquals(0, copy.elements.size());
        assertEquals(1, copy.copy.skippedCount());
    }

    @Test
    @DisplayName("a label is broken into lines in time that is linear in its length")
    void wide_label() {
        String label = "a".repeat(1_000_000) + " b".repeat(500_000);
        Copies copy = assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> Copies.elements("{\"type\":\"rectangle\",\"width\":1000000,\"height\":9,\"label\":{\"text\":\""
                        + label + "\",\"fontSize\":1}}"));
        List<JsonObject> texts = copy.all("text");
        assertEquals(
                2_000_000 - texts.size(), // one space or more is the seam of two lines
                texts.stream().mapToInt(it -> it.getString("text").length()).sum(),
                texts.size() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a ", "a\n", "a b\n\n", "世 "})
    @DisplayName("a text is broken into lines in memory of a few times its length, however short its words are")
    void short_words(String words) {
        String text = words.repeat(2_000_000 / words.length());
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        String wrapped = TextSizes.wrapped(text, 20, 100_000);
        long perLetter = (memory.getCurrentThreadAllocatedBytes() - before) / text.length();
        assertTrue(perLetter < 10, () -> perLetter + " bytes");
        assertTrue(text.replace(' ', '\n').equals(wrapped.replace(' ', '\n')), "another text");
    }

    @Test
    @DisplayName("a text that is larger than all elements may be together is left out, before it is cut into pieces")
    void enormous_text() {
        Copies copy = Copies.elements(
                "{\"id\":\"t\",\"type\":\"text\",\"text\":\"" + "a ".repeat(2_200_000) + "\"}",
                "{\"type\":\"rectangle\"}");
        assertEquals(1, copy.elements.size());
        assertEquals(Map.of("t", "too_large"), copy.codes());
        assertTrue(copy.skipped().get("t").startsWith("it is too large"));
    }

    @Test
    @DisplayName("an element with more values than it may have bytes is left out by its name")
    void many_values() {
        Copies copy = Copies.elements(
                "{\"id\":\"v\",\"type\":\"rectangle\",\"customData\":[" + "{},".repeat(300_000) + "{}]}",
                "{\"id\":\"l\",\"type\":\"rectangle\",\"label\":{\"text\":\"a\",\"customData\":["
                        + "[1,2],".repeat(100_000) + "0]}}",
                "{\"id\":\"r\",\"type\":\"rectangle\",\"customData\":[1,[2,{\"a\":null}]]}");
        assertEquals(List.of("v", "l"), List.copyOf(copy.skipped().keySet()));
        assertEquals("it is too large: it has too many values", copy.skipped().get("v"));
        assertEquals(
                "[1,[2,{\"a\":null}]]",
                copy.one("rectangle").getJsonArray("customData").encode());
    }

    @Test
    @DisplayName("of what is beside the elements, only what is used is read")
    void beside_elements() {
        Copies copy = Copies.of("{\"appState\":{\"more\":[" + "{},".repeat(300_000) + "{}],\"gridSize\":[20],"
                + "\"viewBackgroundColor\":\"#eee\"},\"elements\":[{\"type\":\"rectangle\"}]}");
        assertEquals(
                "{\"viewBackgroundColor\":\"#eee\"}",
                copy.copy.look().orElseThrow().toString());
        assertEquals(1, copy.elements.size());
    }

    @Test
    @DisplayName("a stroke with over a million points is left out")
    void many_points() {
        Copies copy = Copies.elements(
                "{\"id\":\"s\",\"type\":\"freedraw\",\"points\":[" + "0,".repeat(Path.MOST_POINTS) + "[0,0]]}");
        assertEquals(
                "it is too large: it has over 1000000 points", copy.skipped().get("s"));
    }

    @Test
    @DisplayName("a drawing whose elements name others too often, or that has too many files, is refused")
    void many_names() {
        String names = "\"g\",".repeat(100_000) + "\"g\"";
        String element = "{\"type\":\"rectangle\",\"groupIds\":[" + names + "]}";
        assertThrows(InvalidDrawing.class, () -> Copies.elements(element, element));
        String files =
                IntStream.range(0, 20_001).mapToObj(i -> "\"" + i + "\":{}").collect(Collectors.joining(","));
        assertThrows(InvalidDrawing.class, () -> Copies.of("{\"files\":{" + files + "},\"elements\":[]}"));
    }

    @Test
    @DisplayName("a drawing is refused whose copy is larger than a file may be, or has too many elements")
    void large_copy() {
        String numbers = "{\"type\":\"rectangle\",\"customData\":[" + "1e20,".repeat(10_000) + "0]}";
        String[] elements = IntStream.range(0, 45).mapToObj(_ -> numbers).toArray(String[]::new);
        assertThrows(InvalidDrawing.class, () -> Copies.elements(elements));
        String[] labels = IntStream.range(0, 10_001)
                .mapToObj(_ -> "{\"type\":\"rectangle\",\"label\":\"a\"}")
                .toArray(String[]::new);
        assertThrows(InvalidDrawing.class, () -> Copies.elements(labels));
    }

    @Test
    @DisplayName("an element is not too large for a board once it has its order key")
    void exact() {
        String props = "{\"type\":\"text\",\"text\":\"%s\"}";
        long base = Copies.elements(props.formatted("ab"))
                .copy
                .elements()
                .getFirst()
                .props()
                .storedLength();
        String longest = "a".repeat((int) (Copies.ELEMENT_BYTES - base) / 2 + 2);
        DrawingCopy copy = Copies.elements(props.formatted(longest)).copy;
        for (Element element : copy.above(List.of("a5"))) {
            assertTrue(element.props().storedLength() <= Copies.ELEMENT_BYTES);
        }
        assertEquals(0, copy.skippedCount());
    }

    @Test
    @DisplayName("an arrow stays bound to a text that is cut, and the text to the arrow")
    void bound_to_long_text() {
        Copies copy = Copies.elements(
                "{\"id\":\"t\",\"type\":\"text\",\"text\":\"" + "words ".repeat(50_000) + "\"}",
                "{\"type\":\"arrow\",\"points\":[[0,0],[1,1]],\"startBinding\":{\"elementId\":\"t\"}}");
        assertTrue(copy.all("text").size() > 1);
        assertNotNull(copy.one("arrow").getJsonObject("startBinding"));
        assertEquals(1, Copies.bound(copy.at(0)).size());
    }
}
