package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.json;
import static dev.easel.server.http.HttpWorld.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.excalidraw.Drawings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CopyImportTest {
    private static final String BOX =
            "{\"id\":\"a\",\"type\":\"rectangle\",\"x\":1,\"width\":30,\"height\":40,\"index\":\"a9\"}";

    private final HttpWorld world = new HttpWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("a copy replaces nothing: it has ids of its own, and lies on top")
    void beside() {
        String project = world.project("p");
        world.post(project + "/import", Drawings.elements(BOX));

        var answer = json(world.post(project + "/import?mode=copy", Drawings.elements(BOX)));

        String id = answer.getJsonArray("ids").getString(0);
        assertEquals(
                new JsonObject()
                        .put("seq", 2)
                        .put("objects", 1)
                        .put("ids", new JsonArray().add(id))
                        .put("files", 0)
                        .put("skipped", new JsonArray())
                        .put("skippedCount", 0),
                answer);
        assertEquals(1, props(project, "a").getInteger("x"));
        assertEquals("aA", props(project, id).getString("index"));
        assertEquals(
                2, json(world.get(project + "/objects")).getJsonArray("objects").size());
    }

    @Test
    @DisplayName("what a copy leaves out is named, and the rest is there, with its pictures")
    void named() {
        String project = world.project("p");
        String file = Drawings.resource("indexed.excalidraw").replace("\"fileId\": \"f1\"", "\"fileId\": \"none\"");
        String drawing = Drawings.resource("indexed.excalidraw");

        var whole = json(world.post(project + "/import?mode=copy", drawing));
        assertEquals(3, whole.getInteger("objects"), whole::encode);
        assertEquals(1, whole.getInteger("files"));
        String image = world.get(project + "/export").body();
        assertTrue(image.contains("\"status\":\"saved\""), image);

        var some = json(world.post(project + "/import?mode=copy", file));
        assertFalse(drawing.equals(file));
        assertEquals(2, some.getInteger("objects"), some::encode);
        assertEquals(1, some.getInteger("skippedCount"));
        JsonObject skipped = some.getJsonArray("skipped").getJsonObject(0);
        assertEquals(
                new JsonObject()
                        .put("element", "photo")
                        .put("type", "image")
                        .put("code", "no_picture")
                        .put("reason", "its picture is not in the file"),
                skipped);
    }

    @Test
    @DisplayName("the name that a copy says stands on its edits, and what the board was is noted before")
    void by() {
        String project = world.project("p");
        world.post(project + "/import?mode=copy&by=Ada%20L", Drawings.elements(BOX));

        JsonObject object =
                json(world.get(project + "/objects")).getJsonArray("objects").getJsonObject(0);
        assertEquals("Ada L", object.getString("updatedBy"));
        assertEquals(1, world.noted.size());
        problem(400, world.post(project + "/import?mode=copy&by=" + "x".repeat(65), Drawings.elements(BOX)));
        problem(400, world.post(project + "/import?mode=copy&by=%00", Drawings.elements(BOX)));
        problem(400, world.post(project + "/import?by=a%0Ab", Drawings.elements(BOX)));
    }

    @Test
    @DisplayName("a copy is put where it is asked for")
    void place() {
        String project = world.project("p");
        var answer = json(world.post(project + "/import?mode=copy&x=-500&y=70", Drawings.elements(BOX)));
        JsonObject props = props(project, answer.getJsonArray("ids").getString(0));
        assertEquals(List.of(-500, 70), List.of(props.getInteger("x"), props.getInteger("y")));
        problem(400, world.post(project + "/import?mode=copy&x=5", Drawings.elements(BOX)));
        problem(400, world.post(project + "/import?mode=copy&x=5&y=far", Drawings.elements(BOX)));
    }

    @Test
    @DisplayName("an empty board takes the background and the grid of its first file; later ones change nothing of it")
    void look() {
        String project = world.project("p");
        world.send("PATCH", project, "{\"settings\":{\"mine\":1}}", "Content-Type", "application/json");
        world.post(project + "/import?mode=copy", file("#fdf8f6"));
        JsonObject settings = json(world.get(project)).getJsonObject("settings");
        assertEquals(
                new JsonObject().put("mine", 1).put("board", new JsonObject().put("viewBackgroundColor", "#fdf8f6")),
                settings);
        assertEquals(
                settings.getJsonObject("board"),
                json(world.get(project + "/export")).getJsonObject("appState"));
        world.post(project + "/import?mode=copy", file("#000000"));
        assertEquals(settings, json(world.get(project)).getJsonObject("settings"));

        String chosen = world.project("chosen");
        world.send("PATCH", chosen, "{\"settings\":{\"board\":{}}}", "Content-Type", "application/json");
        world.post(chosen + "/import?mode=copy", file("#fdf8f6"));
        assertEquals(
                new JsonObject(),
                json(world.get(chosen)).getJsonObject("settings").getJsonObject("board"));
    }

    @Test
    @DisplayName("what is exported and merged into an empty board looks as before; on one with objects nothing changes")
    void look_of_a_merge() {
        String source = world.project("p");
        world.send(
                "PATCH",
                source,
                "{\"settings\":{\"board\":{\"viewBackgroundColor\":\"#fdf8f6\",\"gridModeEnabled\":true}}}",
                "Content-Type",
                "application/json");
        String exported = world.get(source + "/export").body();
        String empty = world.project("empty");
        world.post(empty + "/import", exported);
        assertEquals(board(source), board(empty));

        world.post(empty + "/import?mode=merge", file("#000000"));
        assertEquals(board(source), board(empty));
        String drawnOn = world.project("drawn on");
        world.post(drawnOn + "/import", Drawings.elements(BOX));
        world.post(drawnOn + "/import", exported);
        assertNull(board(drawnOn));
    }

    private JsonObject board(String project) {
        return json(world.get(project)).getJsonObject("settings").getJsonObject("board");
    }

    @Test
    @DisplayName("a copy is answered as one although its look cannot be set: asked for again it would be there twice")
    void look_refused() {
        String project = world.project("p");
        world.projects.refuseSettings();
        assertEquals(
                1,
                json(world.post(project + "/import?mode=copy", file("#fdf8f6"))).getInteger("objects"));
        assertFalse(json(world.get(project)).getJsonObject("settings").containsKey("board"));
    }

    @Test
    @DisplayName("of very much that is left out the first thousand is told, and how much it is")
    void many() {
        String project = world.project("p");
        String[] stars = new String[1_200];
        Arrays.fill(stars, "{\"type\":\"star\"}");

        var answer = json(world.post(project + "/import?mode=copy", Drawings.elements(stars)));

        assertEquals(1_000, answer.getJsonArray("skipped").size());
        assertEquals(1_200, answer.getInteger("skippedCount"));
    }

    @Test
    @DisplayName("a file without a drawing is told so, and an unknown mode is none")
    void refused() {
        String project = world.project("p");
        problem(400, world.post(project + "/import?mode=copy", "no drawing"));
        problem(400, world.post(project + "/import?mode=replace", Drawings.elements(BOX)));
        assertEquals(List.of(), world.noted);
    }

    private static String file(String color) {
        return "{\"elements\":[" + BOX + "],\"appState\":{\"viewBackgroundColor\":\"" + color + "\"}}";
    }

    private JsonObject props(String project, String id) {
        return json(world.get(project + "/objects/" + id)).getJsonObject("props");
    }
}
