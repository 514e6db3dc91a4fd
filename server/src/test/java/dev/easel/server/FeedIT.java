package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The change feed of whole servers: every durable event once and in order, whatever is killed. */
@Timeout(240)
class FeedIT {
    private static final int KILLS = 50;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
    }

    @AfterEach
    void remove() {
        database.close();
    }

    private static String put(String id, String text) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"text\":\"" + text + "\"}}";
    }

    private static long seq(JsonNode event) {
        return event.get("seq").asLong();
    }

    @Test
    @DisplayName("events come as they become durable, from every instance, after the one that is told last")
    void live() throws IOException {
        try (TestEasel owner = TestEasel.start(database.address());
                TestEasel other = TestEasel.start(database.address())) {
            String project = owner.createProject();
            BoardClient ada = new BoardClient().join(owner.uri(), project);
            for (int i = 1; i <= 3; i++) {
                ada.awaitApplied(ada.edit(put("o" + i, "x")));
            }
            ada.awaitDurable(3);
            for (URI server : List.of(owner.uri(), other.uri())) {
                try (FeedClient all = FeedClient.open(server, project, "", 0);
                        FeedClient after = FeedClient.open(server, project, "?after=2", 0);
                        FeedClient resumed = FeedClient.open(server, project, "?after=1", 2)) {
                    assertEquals(1, seq(all.next()));
                    assertEquals(2, seq(all.next()));
                    JsonNode third = all.next();
                    assertEquals(3, seq(third));
                    assertEquals(
                            "[" + put("o3", "x") + "]", third.get("changes").toString());
                    assertEquals(third, after.next());
                    assertEquals(third, resumed.next());
                    long edit = ada.edit(put("live", "x"));
                    long seq = ada.awaitApplied(edit);
                    long next = 3;
                    while (next < seq) {
                        next = seq(after.next());
                    }
                    assertEquals(seq, next);
                }
            }
            ada.close();
        }
    }

    @Test
    @DisplayName("an instance that ends, and a project that is deleted, end their streams in order")
    void ended() throws IOException {
        TestEasel ending = TestEasel.start(database.address());
        try (TestEasel other = TestEasel.start(database.address())) {
            String project = other.createProject();
            try (FeedClient there = FeedClient.open(ending.uri(), project, "", 0);
                    FeedClient here = FeedClient.open(other.uri(), project, "", 0)) {
                assertEquals(200, there.status());
                ending.close();
                assertNull(there.next());
                other.delete("/api/projects/" + project);
                assertNull(here.next());
            }
        }
    }

    @Test
    @DisplayName("so many feeds are open at an instance, and no more; what has ended makes room")
    void bounded() throws IOException {
        try (TestEasel easel = TestEasel.start(database.address())) {
            String project = easel.createProject();
            List<FeedClient> open = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                open.add(FeedClient.open(easel.uri(), project, "", 0));
                assertEquals(200, open.getLast().status());
            }
            try (FeedClient more = FeedClient.open(easel.uri(), project, "", 0)) {
                assertEquals(503, more.status());
            }
            open.forEach(FeedClient::close);
            int status = 503;
            while (status == 503) { // until the server has seen it
                try (FeedClient again = FeedClient.open(easel.uri(), project, "", 0)) {
                    status = again.status();
                }
            }
            assertEquals(200, status);
        }
    }

    @Test
    @DisplayName("feeds that begin together all begin, however slow the database is: none waits behind other reads")
    void together() throws IOException {
        try (TestEasel easel = TestEasel.start(database.address());
                OpenTransaction slow = new OpenTransaction(database)) {
            String project = easel.createProject();
            slow.sql("lock table event in access exclusive mode");
            List<Socket> asked = new ArrayList<>();
            try {
                for (int i = 0; i < 20; i++) {
                    asked.add(ask(easel.uri(), "/api/projects/" + project + "/events/stream"));
                }
                easel.get("/health/live");
                slow.commit();
                for (Socket socket : asked) {
                    assertEquals("HTTP/1.1 200 OK", line(socket));
                }
            } finally {
                closeAll(asked);
            }
        }
    }

    @Test
    @DisplayName("clients that take nothing hold so much together; who has taken nothing for the longest is cut off")
    void unread() throws IOException {
        try (TestEasel easel = TestEasel.start(database.address(), "EASEL_UNREAD_BYTES", Integer.toString(1 << 30))) {
            String project = easel.createProject();
            BoardClient ada = new BoardClient().join(easel.uri(), project);
            for (int i = 1; i <= 40; i++) {
                ada.awaitApplied(ada.edit(put("o" + i, "x".repeat(240_000))));
            }
            ada.awaitDurable(40);
            List<Socket> slow = new ArrayList<>();
            try {
                for (int i = 0; i < 50; i++) {
                    slow.add(ask(easel.uri(), "/api/projects/" + project + "/events/stream"));
                    assertEquals("HTTP/1.1 200 OK", line(slow.getLast()));
                }
                awaitEnd(slow.getFirst());
                String line = "";
                while (!line.equals("id: 40")) {
                    line = line(slow.getLast());
                }
            } finally {
                closeAll(slow);
                ada.close();
            }
        }
    }

    private static Socket ask(URI server, String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next != '\n';
                next = socket.getInputStream().read()) {
            assertTrue(next >= 0, "it has ended");
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** Takes what comes until the connection has ended. */
    private static void awaitEnd(Socket socket) throws IOException {
        try {
            socket.getInputStream().skip(Long.MAX_VALUE);
        } catch (SocketException _) {
            // it was reset
        }
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    @DisplayName("a consumer killed 50 times, while servers are killed, has every durable event once and in order")
    void killed() throws Exception {
        Map<String, String> environment = InstancesIT.environment(database);
        AtomicReferenceArray<ServerProcess> servers = new AtomicReferenceArray<>(2);
        for (int i = 0; i < 2; i++) {
            servers.set(i, ServerProcess.start(environment));
        }
        String project;
        for (int i = 0; i < 2; i++) {
            servers.get(i).awaitReady();
        }
        try (TestEasel third = TestEasel.start(database.address())) {
            project = third.createProject();
        }
        Writer writer = new Writer(servers, project);
        Thread writing = Thread.ofVirtual().start(writer);
        List<Long> got = new ArrayList<>();
        Random random = new Random(50);
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill % 10 == 9) {
                int which = kill / 10 % 2;
                servers.get(which).kill();
                ServerProcess next = ServerProcess.start(environment);
                next.awaitReady();
                servers.set(which, next);
            }
            consume(servers.get(random.nextInt(2)).uri(), project, got, 1 + random.nextInt(40));
        }
        writer.isEnding = true;
        writing.join();
        long last = database.number("select seq from project where id = $1", UUID.fromString(project));
        consume(servers.get(0).uri(), project, got, (int) (last - got.size()));
        assertEquals(LongStream.rangeClosed(1, last).boxed().toList(), got);
        assertTrue(last > KILLS, "events: " + last);
        for (int i = 0; i < 2; i++) {
            servers.get(i).terminate();
        }
    }

    /** Takes some events, and is killed. */
    private static void consume(URI server, String project, List<Long> got, int count) throws IOException {
        try (FeedClient feed = FeedClient.open(server, project, "", got.isEmpty() ? 0 : got.getLast())) {
            assertEquals(200, feed.status());
            for (int i = 0; i < count; i++) {
                got.add(seq(feed.next()));
            }
        }
    }

    @Test
    @DisplayName("the example of a consumer keeps the texts of the board, however often it is killed")
    void example(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("index.json");
        try (TestEasel easel = TestEasel.start(database.address())) {
            String project = easel.createProject();
            BoardClient ada = new BoardClient().join(easel.uri(), project);
            for (int round = 1; round <= 5; round++) {
                Process consumer = new ProcessBuilder(
                                "node",
                                "../scripts/feed/search-index.mjs",
                                easel.uri().toString(),
                                project,
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                try {
                    for (int i = 0; i < 20; i++) {
                        ada.edit(put("o" + i, "round " + round));
                    }
                    ada.edit("{\"op\":\"delete\",\"id\":\"o" + round + "\"}");
                    ada.awaitDurable(21L * round);
                    await(file, round < 5 ? 21L * round - 7 : 21L * round);
                } finally {
                    consumer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                }
            }
            JsonNode texts = new ObjectMapper().readTree(Files.readString(file)).get("texts");
            assertEquals(19, texts.size());
            assertEquals("round 5", texts.get("o1").asText());
            ada.close();
        }
    }

    /** Until the index holds that many events. */
    private static void await(Path file, long seq) throws IOException {
        while (!Files.exists(file)
                || new ObjectMapper()
                                .readTree(Files.readString(file))
                                .get("seq")
                                .asLong()
                        < seq) {
            Thread.onSpinWait();
        }
    }

    /** Edits over HTTP, at whichever server answers. */
    private static final class Writer implements Runnable {
        private final HttpClient http = HttpClient.newHttpClient();
        private final AtomicReferenceArray<ServerProcess> servers;
        private final String project;
        private volatile boolean isEnding;

        Writer(AtomicReferenceArray<ServerProcess> servers, String project) {
            this.servers = servers;
            this.project = project;
        }

        @Override
        public void run() {
            UUID client = UUID.randomUUID();
            for (int edit = 1; !isEnding; edit++) {
                String body = "{\"client\":\"" + client + "\",\"edits\":[{\"edit\":" + edit + ",\"changes\":["
                        + put("o" + edit % 20, "text " + edit) + "]}]}";
                HttpRequest request = HttpRequest.newBuilder(
                                servers.get(edit % 2).uri().resolve("/api/projects/" + project + "/edits?wait=applied"))
                        .timeout(Duration.ofSeconds(5))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
                try {
                    http.send(request, HttpResponse.BodyHandlers.discarding());
                } catch (IOException _) {
                    // its server was killed
                } catch (InterruptedException interrupted) {
                    throw new AssertionError(interrupted);
                }
            }
        }
    }
}
