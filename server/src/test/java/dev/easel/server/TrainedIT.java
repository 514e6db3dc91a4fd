package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's command, and the ahead-of-time cache that it makes: what a server does first is in it. */
@Timeout(600)
class TrainedIT {
    private static final int ENDED_BY_SIGTERM = 143;
    private static final String READY = "Easel is ready at http://";
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    /** Of a hundred classes of ours, this many may be loaded from the jar: some are of one kind of machine only. */
    private static final int MOST_UNTRAINED = 5;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("scripts/run trains the server, and starts it from that")
    void trained() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(Repository.ROOT.resolve("scripts/run").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.equals("DATABASE_URL"));
        builder.environment().put("EASEL_PORT", "0");
        builder.environment().put("EASEL_DATA", folder.resolve("data").toString());
        // Java ends when it cannot use the cache.
        Path classes = folder.resolve("classes.log");
        builder.environment()
                .put("EASEL_JAVA_OPTIONS", "-XX:AOTMode=on -Xlog:aot=warning -Xlog:class+load:file=" + classes);
        Process server = builder.redirectErrorStream(true).start();
        try {
            List<String> said = until(server, READY);
            assertTrue(server.isAlive(), () -> String.join("\n", said));
            assertTrue(
                    Files.size(Repository.ROOT.resolve("server/target/easel-server.aot")) > 1 << 20,
                    () -> String.join("\n", said));
            draws(URI.create(said.getLast().substring(READY.length() - "http://".length())));
            server.destroy();
            assertEquals(ENDED_BY_SIGTERM, server.waitFor(), () -> String.join("\n", said));
            List<String> ours = Files.readAllLines(classes).stream()
                    .filter(line -> line.contains("] dev.easel."))
                    .toList();
            List<String> untrained = ours.stream()
                    .filter(line -> !line.contains("source: shared objects file"))
                    .toList();
            assertTrue(
                    !ours.isEmpty() && untrained.size() * 100 <= ours.size() * MOST_UNTRAINED,
                    () -> untrained.size() + " of " + ours.size() + ":\n" + String.join("\n", untrained));
        } finally {
            server.destroy();
        }
    }

    /** A board is made, drawn on, and joined: what a server is asked first. */
    private static void draws(URI server) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            Matcher id = ID.matcher(post(http, server, "/api/projects", "{\"title\":\"Trained\"}"));
            assertTrue(id.find());
            String project = "/api/projects/" + id.group(1);
            post(http, server, project + "/edits", """
                    {"client":"00000000-0000-4000-8000-000000000001","edits":[
                      {"edit":1,"changes":[{"op":"put","id":"a","props":{"type":"rectangle","x":1}}]}]}""");
            CountDownLatch ready = new CountDownLatch(1);
            WebSocket socket = http.newWebSocketBuilder()
                    .subprotocols("easel.v1")
                    .buildAsync(
                            URI.create("ws" + server.toString().substring(4) + project + "/socket"), new Ready(ready))
                    .join();
            socket.sendText(
                            "{\"type\":\"hello\",\"client\":\"00000000-0000-4000-8000-000000000002\","
                                    + "\"takes\":[\"author\",\"columns\",\"deflate\"]}",
                            true)
                    .join();
            assertTrue(ready.await(30, TimeUnit.SECONDS));
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
    }

    private static String post(HttpClient http, URI server, String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(2, answer.statusCode() / 100, answer::body);
        return answer.body();
    }

    /** Waits for the end of a sync. */
    private record Ready(CountDownLatch ready) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            if (data.toString().startsWith("{\"type\":\"ready\"")) {
                ready.countDown();
            }
            socket.request(1);
            return null;
        }
    }

    private static List<String> until(Process server, String start) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.startsWith(start)) {
                break;
            }
        }
        return said;
    }
}
