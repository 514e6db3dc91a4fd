package dev.easel.server.copying;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The short way of writing elements, as Excalidraw's skeletons and language models have it. */
class SkeletonTest {
    @Test
    @DisplayName("a shape with a label in it gets a text that is its label and lies in it")
    void label() {
        Copies copy =
                Copies.elements("{\"type\":\"rectangle\",\"id\":\"a\",\"x\":100,\"y\":100,\"width\":120,\"height\":60,"
                        + "\"strokeColor\":\"#c00\","
                        + "\"label\":{\"text\":\"a rather long label for this\",\"fontSize\":16}}");
        JsonObject box = copy.one("rectangle");
        JsonObject text = copy.one("text");
        assertEquals(box.getString("id"), text.getString("containerId"));
        assertEquals("a rather long label for this", text.getString("originalText"));
        assertTrue(text.getString("text").contains("\n"));
        assertTrue(text.getDouble("width") <= 110 && text.getDouble("x") >= 100);
        assertTrue(box.getDouble("height") > 60 && text.getDouble("height") + 10 <= box.getDouble("height"));
        assertEquals("#c00", text.getString("strokeColor"));
        assertEquals("center", text.getString("textAlign"));
    }

    @Test
    @DisplayName(
            "words in a shape that are no label are taken for one, lines of a text are joined, types have any case")
    void as_models_write() {
        Copies copy = Copies.elements(
                "{\"type\":\"Rectangle\",\"text\":\"in the box\",\"fontSize\":28,\"width\":300,\"height\":90,"
                        + "\"groupIds\":[\"g\",\"g\"]}",
                "{\"type\":\"text\",\"text\":[\"two\",\"lines\"]}",
                "{\"type\":\"ellipse\",\"text\":\"\",\"label\":{\"text\":[\"a\",\"b\"]}}",
                "{\"type\":\"diamond\",\"text\":\"kept by\",\"boundElements\":[{\"type\":\"text\",\"id\":\"t\"}]}",
                "{\"type\":\"text\",\"id\":\"t\",\"text\":\"own\"}");
        JsonObject box = copy.one("rectangle");
        JsonObject words = copy.at(1);
        assertEquals(box.getString("id"), words.getString("containerId"));
        assertEquals(List.of("in the box", 28), List.of(words.getString("text"), words.getInteger("fontSize")));
        assertEquals(1, box.getJsonArray("groupIds").size());
        assertEquals(
                List.of("in the box", "two\nlines", "a\nb", "own"),
                copy.all("text").stream().map(it -> it.getString("text")).toList());
        assertEquals(Map.of(), copy.skipped());
    }

    @Test
    @DisplayName("a shape without a size is as large as its label needs, or 100 by 100")
    void sizes() {
        Copies copy = Copies.elements(
                "{\"type\":\"diamond\",\"label\":{\"text\":\"a decision to be taken\"}}",
                "{\"type\":\"ellipse\",\"label\":\"short\"}",
                "{\"type\":\"rectangle\"}",
                "{\"type\":\"rectangle\",\"label\":{\"text\":\"\"}}",
                "{\"type\":\"text\",\"text\":\"free\\ntext\",\"x\":5}");
        JsonObject diamond = copy.one("diamond");
        JsonObject label = copy.at(1);
        assertTrue(diamond.getDouble("width") > 2 * label.getDouble("width"));
        assertTrue(copy.one("ellipse").getDouble("width") >= 100);
        assertEquals(
                List.of(100.0, 100.0),
                copy.all("rectangle").stream().map(it -> it.getDouble("width")).toList());
        JsonObject text = copy.elements.getLast();
        assertEquals(50, text.getDouble("height"));
        assertEquals(20, text.getDouble("fontSize"));
        assertTrue(text.getDouble("width") > 40);
    }

    @Test
    @DisplayName("an arrow that names its ends by id is bound to them, and goes from one to the other")
    void ends() {
        Copies copy = Copies.elements(
                "{\"type\":\"rectangle\",\"id\":\"a\",\"x\":0,\"y\":0,\"width\":100,\"height\":100}",
                "{\"type\":\"ellipse\",\"id\":\"b\",\"x\":300,\"y\":0,\"width\":100,\"height\":100}",
                "{\"type\":\"arrow\",\"id\":\"r\",\"start\":{\"id\":\"a\"},\"end\":{\"id\":\"b\"},"
                        + "\"label\":{\"text\":\"goes\"}}",
                "{\"type\":\"arrow\",\"id\":\"lost\",\"start\":{\"id\":\"a\"},\"end\":{\"id\":\"nobody\"}}",
                "{\"type\":\"arrow\",\"id\":\"sized\",\"x\":100,\"y\":50,\"width\":200,"
                        + "\"start\":{\"id\":\"a\"},\"end\":{\"id\":\"nobody\"}}");
        JsonObject arrow = copy.all("arrow").getFirst();
        assertEquals(104, arrow.getDouble("x"), 0.001);
        assertEquals(50, arrow.getDouble("y"), 0.001);
        assertEquals(192, arrow.getJsonArray("points").getJsonArray(1).getDouble(0), 0.001);
        assertEquals(
                copy.one("ellipse").getString("id"),
                arrow.getJsonObject("endBinding").getString("elementId"));
        JsonObject label = copy.one("text");
        assertEquals(200, label.getDouble("x") + label.getDouble("width") / 2, 0.001);
        assertEquals(Map.of("lost", "not_connected"), copy.codes());
        assertEquals(2, copy.all("arrow").size());
    }

    @Test
    @DisplayName("the shapes that an arrow has at its ends are made, once for each name, and stand beside the arrow")
    void shapes_at_ends() {
        Copies copy = Copies.elements(
                "{\"type\":\"arrow\",\"x\":200,\"y\":50,\"start\":{\"type\":\"rectangle\","
                        + "\"label\":{\"text\":\"from\"}},"
                        + "\"end\":{\"type\":\"text\",\"text\":\"to\"}}",
                "{\"type\":\"arrow\",\"x\":0,\"y\":500,\"width\":-300,\"height\":40,\"end\":{\"type\":\"ellipse\","
                        + "\"id\":\"e\",\"width\":80,\"height\":60}}",
                "{\"type\":\"arrow\",\"x\":0,\"y\":900,\"points\":[[0,0],[0,-50]],\"start\":{\"type\":\"diamond\","
                        + "\"x\":7,\"y\":8},\"end\":{\"type\":\"ellipse\",\"id\":\"e\"}}");
        JsonObject first = copy.all("arrow").getFirst();
        JsonObject box = copy.one("rectangle");
        JsonObject to = copy.all("text").getLast();
        assertEquals(
                List.of(box.getString("id"), to.getString("id")),
                List.of(
                        first.getJsonObject("startBinding").getString("elementId"),
                        first.getJsonObject("endBinding").getString("elementId")));
        assertEquals(200, box.getDouble("x") + box.getDouble("width"), 0.001);
        assertEquals(50, box.getDouble("y") + box.getDouble("height") / 2, 0.001);
        assertEquals(300, to.getDouble("x"), 0.001);
        assertEquals("from", copy.all("text").getFirst().getString("text"));
        JsonObject ellipse = copy.one("ellipse");
        assertEquals(List.of(-380.0, 510.0), List.of(ellipse.getDouble("x"), ellipse.getDouble("y")));
        assertEquals(2, Copies.bound(ellipse).size());
        assertEquals(7, copy.one("diamond").getDouble("x"));
        assertEquals(Map.of(), copy.skipped());
    }

    @Test
    @DisplayName("a frame that names its children has them, and is around them")
    void frames() {
        Copies copy = Copies.elements(
                "{\"type\":\"frame\",\"children\":[\"a\",\"b\"],\"name\":\"Agents\"}",
                "{\"type\":\"rectangle\",\"id\":\"a\",\"x\":10,\"y\":20,\"width\":100,\"height\":50,"
                        + "\"label\":{\"text\":\"in\"}}",
                "{\"type\":\"ellipse\",\"id\":\"b\",\"x\":210,\"y\":20,\"width\":100,\"height\":50}");
        JsonObject frame = copy.one("frame");
        assertEquals(
                List.of(0.0, 10.0, 320.0, 70.0),
                List.of(
                        frame.getDouble("x"),
                        frame.getDouble("y"),
                        frame.getDouble("width"),
                        frame.getDouble("height")));
        for (JsonObject child : copy.elements.subList(1, 4)) {
            assertEquals(frame.getString("id"), child.getString("frameId"), child::encode);
        }
    }

    @Test
    @DisplayName("what names itself as its label, its frame or its end does no harm")
    void circles() {
        Copies copy = Copies.elements(
                "{\"type\":\"frame\",\"id\":\"f\",\"frameId\":\"f\",\"children\":[\"f\"],\"width\":5,\"height\":5}",
                "{\"type\":\"arrow\",\"id\":\"r\",\"start\":{\"id\":\"r\"},\"end\":{\"id\":\"r\"},\"width\":5}",
                "{\"type\":\"text\",\"id\":\"t\",\"text\":\"t\",\"containerId\":\"t\"}",
                "{\"type\":\"rectangle\",\"id\":\"two\",\"boundElements\":[{\"id\":\"t1\","
                        + "\"type\":\"text\"},{\"id\":\"t2\",\"type\":\"text\"}]}",
                "{\"type\":\"text\",\"id\":\"t1\",\"text\":\"1\",\"containerId\":\"two\"}",
                "{\"type\":\"text\",\"id\":\"t2\",\"text\":\"2\",\"containerId\":\"two\"}");
        assertEquals(6, copy.elements.size());
        assertEquals(
                1,
                copy.all("text").stream()
                        .filter(it -> it.getString("containerId") != null)
                        .count());
    }
}
