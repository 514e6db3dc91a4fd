package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.json;
import static dev.easel.server.http.HttpWorld.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.server.call.FrameAncestors;
import dev.easel.server.excalidraw.Drawings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ImportExportTest {
    /** Four objects in a project, three elements in a file, 2 MiB of text, two imports at a time. */
    private static final HttpSettings FEW = new HttpSettings(
            new Limits(1 << 20, 1_000, 256 << 10, 4, 120, 240, 4096, 60, 500, 1 << 20, 10_000, 20_000),
            2 << 20,
            3,
            2,
            1_000,
            2,
            16 << 20,
            64 << 20,
            500,
            30,
            FrameAncestors.OWN);

    private HttpWorld world = new HttpWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("an imported file is durable when the call is answered, and is exported equal by value")
    void round_trip() {
        String project = world.project("My board");
        String text = Drawings.resource("indexed.excalidraw");

        var imported = world.post(project + "/import", text);

        assertEquals(merged(1, 3, 2), json(imported));
        world.post(project + "/flush", "");
        assertEquals(
                3,
                json(world.get(project + "/objects?view=saved"))
                        .getJsonArray("objects")
                        .size());
        var exported = world.get(project + "/export");
        assertEquals(
                "attachment; filename=\"My board.excalidraw\"; filename*=UTF-8''My%20board.excalidraw",
                exported.headers().firstValue("Content-Disposition").orElseThrow());
        assertEquals(byId(Drawings.comparable(text)), byId(Drawings.comparable(exported.body())));
        JsonObject sent = new JsonObject(text).getJsonObject("files").getJsonObject("f1");
        sent.remove("lastRetrieved");
        assertEquals(new JsonObject().put("f1", sent), json(exported).getJsonObject("files"));
    }

    @Test
    @DisplayName("an import merges by id: objects with an id in the file are replaced, others are kept")
    void merge() {
        String project = world.project("p");
        world.post(
                project + "/import",
                Drawings.elements("{\"id\":\"a\",\"x\":1}", "{\"id\":\"b\",\"x\":1," + "\"y\":1}"));

        var again = world.post(project + "/import", Drawings.elements("{\"id\":\"b\",\"x\":2,\"index\":\"a1\"}"));

        assertEquals(1, json(again).getInteger("objects"));
        JsonObject b = json(world.get(project + "/objects/b")).getJsonObject("props");
        assertEquals(new JsonObject().put("x", 2).put("index", "a1"), b);
        assertEquals(200, world.get(project + "/objects/a").statusCode());
    }

    @Test
    @DisplayName(
            "V8 what the board was is noted before an import, but not before one that brings or may change nothing")
    void noted() {
        String project = world.project("p");
        world.post(project + "/import", Drawings.elements());
        problem(422, world.post(project + "/import", "{\"elements\":[{}]}"));
        assertEquals(List.of(), world.noted);

        world.post(project + "/import", Drawings.elements("{\"id\":\"a\",\"x\":1}"));

        assertEquals(
                List.of(project),
                world.noted.stream().map(id -> "/api/projects/" + id).toList());
    }

    @Test
    @DisplayName("a file without elements is accepted, and changes nothing")
    void empty() {
        String project = world.project("p");
        world.post(project + "/import", Drawings.elements("{\"id\":\"a\"}"));

        assertEquals(merged(1, 0, 0), json(world.post(project + "/import", "{\"elements\":[]}")));
    }

    @Test
    @DisplayName("a large file becomes edits of at most 1,000 changes and about 128 KiB, of one client and one group")
    void portions() {
        String project = world.project("p");
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            elements.add("{\"id\":\"o" + i + "\",\"text\":\"" + "x".repeat(i < 2_000 ? 1 : 1_000) + "\"}");
        }

        var imported = world.post(project + "/import", Drawings.elements(elements.toArray(String[]::new)));

        assertEquals(3_000, json(imported).getInteger("objects"));
        List<Event> events = events(project);
        assertEquals(events.size(), json(imported).getInteger("seq"));
        assertTrue(events.size() >= 10, () -> events.size() + " events");
        assertTrue(events.stream().allMatch(event -> event.changes().size() <= 1_000));
        assertEquals(1, events.stream().map(Event::client).distinct().count());
        assertEquals(
                1,
                events.stream()
                        .map(event -> event.group().orElseThrow())
                        .distinct()
                        .count());
        assertEquals(
                3_000,
                json(world.get(project + "/export")).getJsonArray("elements").size());
    }

    @Test
    @DisplayName("a file larger than the bound on undurable bytes is imported while the journal commits")
    void stopped_on_the_way() {
        String project = world.project("p");
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            elements.add("{\"id\":\"o" + i + "\",\"text\":\"" + "x".repeat(HttpWorld.UNDURABLE / 8) + "\"}");
        }

        var imported = world.post(project + "/import", Drawings.elements(elements.toArray(String[]::new)));

        assertEquals(30, json(imported).getInteger("objects"), imported::body);
        world.post(project + "/flush", "");
        assertEquals(
                30,
                json(world.get(project + "/objects?view=saved"))
                        .getJsonArray("objects")
                        .size());
    }

    @Test
    @DisplayName("an import that cannot go on says how much was put, and can be sent again")
    void half_way() {
        String project = world.project("p");
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            elements.add("{\"id\":\"o" + i + "\",\"text\":\"" + "x".repeat(HttpWorld.UNDURABLE / 8) + "\"}");
        }
        String board = Drawings.elements(elements.toArray(String[]::new));
        world.onLoop(() -> world.store.failNextCommits(100));

        var failed = problem(503, world.post(project + "/import", board));
        world.onLoop(() -> world.store.failNextCommits(0));

        assertTrue(json(failed).getString("detail").contains("of 30 objects were put"), failed::body);
        HttpWorld.eventually(200, () -> world.post(project + "/import", board));
        assertEquals(
                30,
                json(world.get(project + "/export")).getJsonArray("elements").size());
    }

    @Test
    @DisplayName("a file with something wrong in it, or too large for the project, changes nothing")
    void all_or_nothing() {
        world.close();
        world = new HttpWorld(FEW);
        String project = world.project("p");
        problem(400, world.post(project + "/import", "no board"));
        problem(422, world.post(project + "/import", Drawings.elements("{\"id\":\"a\"}", "{\"id\":\"a\"}")));
        assertEquals(200, world.post(project + "/import", board("a", "b", "c")).statusCode());

        var refused = problem(422, world.post(project + "/import", board("d", "e")));

        assertTrue(json(refused).getString("detail").contains("5 objects, over 4"));
        assertEquals(1, json(world.get(project + "/objects")).getInteger("seq"));
        assertEquals(200, world.post(project + "/import", board("a", "b", "d")).statusCode());
    }

    @Test
    @DisplayName("a body over the bound is a 413, with or without a Content-Length")
    void too_large() throws IOException {
        world.close();
        world = new HttpWorld(FEW);
        String project = world.project("p");
        problem(413, world.post(project + "/import", "x".repeat((2 << 20) + 1)));
        try (Socket socket = begun(project, "Transfer-Encoding: chunked")) {
            OutputStream out = socket.getOutputStream();
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes();
            for (int i = 0; i < 40; i++) {
                out.write(chunk);
            }
            out.write("0\r\n\r\n".getBytes());
            assertTrue(firstLine(socket).contains("413"));
        }
        try (Socket socket = begun(project, "Content-Length: 99999999999")) {
            assertTrue(firstLine(socket).contains("413"));
        }
        assertEquals(200, world.post(project + "/import", board("a")).statusCode());
    }

    @Test
    @DisplayName("imports that have begun and do not go on keep nobody out")
    void begun_imports() throws IOException {
        String project = world.project("p");
        List<Socket> begun = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Socket socket = begun(project, "Content-Length: 15\r\nExpect: 100-continue");
            assertTrue(firstLine(socket).contains("100"));
            begun.add(socket);
        }
        assertEquals(200, world.post(project + "/import", board("a")).statusCode());
        for (Socket socket : begun) {
            socket.close();
        }
    }

    @Test
    @DisplayName("a client that waits for 100 Continue gets it")
    void expect_continue() throws IOException {
        String project = world.project("p");
        try (Socket socket = begun(project, "Content-Length: 15\r\nExpect: 100-continue")) {
            assertTrue(firstLine(socket).contains("100"));
            firstLine(socket);
            socket.getOutputStream().write("{\"elements\":[]}".getBytes());
            assertTrue(firstLine(socket).contains("200"));
        }
    }

    @Test
    @DisplayName("the Content-Type does not matter: the body is the file")
    void any_content_type() {
        String project = world.project("p");

        for (String type :
                List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain")) {
            var answer = world.send("POST", project + "/import", board("a"), "Content-Type", type);
            assertEquals(200, answer.statusCode(), type);
        }
    }

    @Test
    @DisplayName("a client that disconnects in the middle of an export harms nobody")
    void broken_download() throws IOException {
        String project = world.project("p");
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            elements.add("{\"id\":\"o" + i + "\",\"text\":\"" + "x".repeat(200_000) + "\"}");
        }
        world.post(project + "/import", Drawings.elements(elements.toArray(String[]::new)));
        for (int i = 0; i < 5; i++) {
            try (Socket socket = new Socket("127.0.0.1", world.port)) {
                socket.getOutputStream()
                        .write(("GET " + project + "/export HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes());
                assertTrue(socket.getInputStream().read() > 0);
            }
        }
        assertEquals(
                100,
                json(world.get(project + "/export")).getJsonArray("elements").size());
    }

    private static JsonObject merged(int seq, int objects, int files) {
        return new JsonObject()
                .put("seq", seq)
                .put("objects", objects)
                .put("files", files)
                .put("skipped", new JsonArray())
                .put("skippedCount", 0);
    }

    private Socket begun(String project, String headers) throws IOException {
        Socket socket = new Socket("127.0.0.1", world.port);
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("POST " + project + "/import HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n")
                        .getBytes());
        return socket;
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n' && c >= 0;
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private List<Event> events(String project) {
        List<Event> events = new ArrayList<>();
        world.onLoop(
                () -> events.addAll(world.store.events(UUID.fromString(project.substring("/api/projects/".length())))));
        return events;
    }

    private static String board(String... ids) {
        List<String> elements = new ArrayList<>();
        for (String id : ids) {
            elements.add("{\"id\":\"" + id + "\"}");
        }
        return Drawings.elements(elements.toArray(String[]::new));
    }

    private static Set<Object> byId(JsonArray elements) {
        return elements.stream().collect(Collectors.toSet());
    }

    @Test
    @DisplayName("a project with as many sessions as it can have takes an import all the same")
    void import_beside_all_sessions() {
        world.close();
        world = new HttpWorld(new HttpSettings(
                new Limits(1 << 20, 1_000, 256 << 10, 4, 120, 240, 4096, 60, 0, 1 << 20, 10_000, 20_000),
                2 << 20,
                3,
                2,
                1_000,
                2,
                16 << 20,
                64 << 20,
                500,
                30,
                FrameAncestors.OWN));
        String project = world.project("p");
        assertEquals(
                200,
                world.post(project + "/import", Drawings.elements("{\"id\":\"a\",\"x\":1}"))
                        .statusCode());
    }
}
