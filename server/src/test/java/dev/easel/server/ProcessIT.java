package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.database.DatabaseProxy;
import dev.easel.server.store.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as an operator has it: started, killed, told to end, started again. */
@Timeout(120)
class ProcessIT {
    /** 128 + SIGTERM, as the JVM ends when its shutdown hooks are through. */
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    private Path data;

    @Test
    @DisplayName("D1 what was called durable survives kill -9; O5 SIGTERM makes the rest durable and tells why")
    void kill_and_terminate() throws Exception {
        Map<String, String> slow = Map.of("EASEL_DATA", data.toString(), "EASEL_AUTOSAVE_INTERVAL_MS", "600000");
        ServerProcess first = ServerProcess.start(slow);
        URI uri = first.awaitReady();
        String project = createProject(uri);
        BoardClient ada = new BoardClient().join(uri, project);
        ada.edit(put("durable"));
        ada.awaitDurable(1);
        first.kill();

        ServerProcess second = ServerProcess.start(slow);
        uri = second.awaitReady();
        BoardClient again = new BoardClient().join(uri, project);
        assertEquals(Map.of("durable", 1), sizes(again));
        assertEquals(1, again.durable());
        again.awaitApplied(again.edit(put("other"), put("more")));
        again.edit(put("late"));
        again.awaitSeq(3);
        assertEquals(ENDED_BY_SIGTERM, second.terminate());
        assertEquals(3, again.durable());
        assertEquals("draining", again.await("closing", _ -> true).get("reason").asText());
        assertEquals(1012, again.awaitClose());

        ServerProcess third = ServerProcess.start(slow);
        try (BoardClient last = new BoardClient().join(third.awaitReady(), project)) {
            assertEquals(again.board(), last.board());
        }
        assertEquals(ENDED_BY_SIGTERM, third.terminate());
    }

    @Test
    @DisplayName("O3 a database that cannot be reached at the start is said so, and tried until it can")
    void unreachable_at_start() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                DatabaseProxy proxy = new DatabaseProxy(database)) {
            proxy.down();
            ServerProcess server = ServerProcess.start(Map.of(
                    "PGHOST", proxy.host().name(),
                    "PGPORT", Integer.toString(proxy.host().port()),
                    "PGDATABASE", proxy.address().database(),
                    "PGUSER", proxy.address().user(),
                    "PGPASSWORD", proxy.address().password()));
            server.awaitLine("it cannot be reached: ");
            proxy.up();
            createProject(server.awaitReady());
            assertEquals(1, database.number("select count(*) from project"));
            assertEquals(ENDED_BY_SIGTERM, server.terminate());
        }
    }

    @Test
    @DisplayName("bad settings are all named, and the server does not start")
    void bad_settings() throws Exception {
        ServerProcess server = ServerProcess.start(Map.of("EASEL_PORT", "99999", "EASEL_AUTOSAVE_CHUNK", "many"));
        server.awaitLine("EASEL_PORT: a whole number from 0 to 65535 is needed");
        server.awaitLine("EASEL_AUTOSAVE_CHUNK: a whole number");
        assertEquals(2, server.ended().get(30, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("where nobody signs in, a server that others would reach does not start, and says why and what to do")
    void open_to_others() throws Exception {
        ServerProcess server = ServerProcess.start(Map.of("EASEL_HOST", "0.0.0.0", "EASEL_DATA", data.toString()));
        String said = server.awaitLine("EASEL_HOST=0.0.0.0 lets others reach this server");
        assertTrue(said.contains("there is no way to sign in"), said);
        assertTrue(said.contains("EASEL_OPEN=true"), said);
        assertEquals(2, server.ended().get(30, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("EASEL_OPEN=true lets it start, and it says what that means: in red where somebody looks at it")
    void open_on_purpose() throws Exception {
        Map<String, String> open = Map.of("EASEL_HOST", "0.0.0.0", "EASEL_OPEN", "true", "EASEL_DATA", data.toString());
        String alarm = "Nobody signs in here, and EASEL_OPEN=true: everybody who reaches 0.0.0.0 may read, change and"
                + " delete every board";
        ServerProcess server = ServerProcess.start(open);
        server.awaitReady();
        assertEquals(alarm, server.awaitLine("Nobody signs in here"));
        assertEquals(ENDED_BY_SIGTERM, server.terminate());

        ServerProcess seen = ServerProcess.startOnTerminal(open);
        assertEquals("\u001b[1;31m" + alarm + "\u001b[0m", seen.awaitLine("Nobody signs in here"));
        seen.terminate();
    }

    @Test
    @DisplayName("the commands say who they are by EASEL_TOKEN, and without it what is missing")
    void token_of_the_commands() throws Exception {
        ServerProcess server = ServerProcess.start(
                Map.of("EASEL_JWT_SECRET", People.SECRET, "EASEL_PORT", "0", "EASEL_DATA", data.toString()));
        String uri = server.awaitReady().toString();
        Path file = Files.writeString(
                data.resolve("one.excalidraw"), "{\"type\":\"excalidraw\",\"version\":2,\"elements\":[]}");
        assertEquals(
                "1: sign in first", imported(uri, file, "").replaceFirst("(?s)^(\\d: ).*(sign in first).*", "$1$2"));
        String done = imported(uri, file, People.token("ada"));
        assertTrue(done.startsWith("0: ") && done.contains("0 objects"), done);
        assertEquals(ENDED_BY_SIGTERM, server.terminate());
    }

    /** The exit code of an import, and what it said. */
    private static String imported(String server, Path file, String token) throws Exception {
        ProcessBuilder command = ServerProcess.command("import", "--server", server, file.toString());
        command.environment().put("EASEL_TOKEN", token);
        Process process = command.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + ": " + said;
    }

    private static Map<String, Integer> sizes(BoardClient client) {
        return client.board().objects().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().size()));
    }

    private static String createProject(URI server) throws Exception {
        return TestEasel.json(post(server.resolve("/api/projects"), "{}"))
                .get("id")
                .asText();
    }

    private static HttpResponse<String> post(URI uri, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(uri)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String put(String id) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"x\":1}}";
    }
}
