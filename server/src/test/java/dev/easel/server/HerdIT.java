package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everybody comes back at once, as after a restart, from behind one proxy. */
@Timeout(120)
class HerdIT {
    private static final int PROJECTS = 20;
    private static final int IN_EACH = 50;
    private static final int CROWD = 300;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    @DisplayName("J2 a thousand honest sockets behind one address are all upgraded before one says hello, and welcomed")
    void herd() throws IOException {
        TestDatabase database = TestDatabase.create();
        List<BareSocket> herd = new ArrayList<>();
        try (TestEasel easel = TestEasel.start(database.address(), "EASEL_LIMIT_HELLO_MS", "100000")) {
            for (int project = 0; project < PROJECTS; project++) {
                String id = easel.createProject();
                for (int i = 0; i < IN_EACH; i++) {
                    herd.add(new BareSocket(easel.uri(), id));
                    assertEquals(101, herd.getLast().status());
                }
            }
            for (BareSocket socket : herd) {
                socket.sendText("{\"type\":\"hello\",\"client\":\"" + UUID.randomUUID() + "\"}");
            }
            for (BareSocket socket : herd) {
                BareSocket.Frame first = socket.read();
                assertEquals(BareSocket.TEXT, first.opcode());
                assertTrue(first.text().contains("\"type\":\"welcome\""), first.text());
            }
            String metrics = easel.get("/metrics").body();
            assertTrue(metrics.contains("\neasel_connections_dropped_total 0.0\n"), metrics);
        } finally {
            for (BareSocket socket : herd) {
                socket.close();
            }
            database.close();
        }
    }

    @Test
    @DisplayName("J2 three hundred people who come to one project at once take a few statements, and all come in")
    void crowd() throws Exception {
        TestDatabase database = TestDatabase.create();
        String[] settings = Stream.concat(
                        Arrays.stream(People.settings()), Stream.of("EASEL_DATABASE_CONNECTIONS", "2"))
                .toArray(String[]::new);
        try (TestEasel easel = TestEasel.start(database.address(), settings);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                OpenTransaction members = new OpenTransaction(database);
                OpenTransaction events = new OpenTransaction(database)) {
            String project =
                    new People(database, easel.uri()).board(easel.uri()).id();
            assertEquals("welcome", welcomed(easel.uri(), project, "ada")); // it is in memory now
            database.sql(
                    "insert into member (project_id, user_id, role, since)"
                            + " select $1, 'person ' || n, 'editor', now() from generate_series(1, $2::int) as n",
                    UUID.fromString(project),
                    CROWD);
            database.sql("create extension pg_stat_statements");

            members.sql("lock table member in access exclusive mode");
            List<Future<String>> crowd = IntStream.rangeClosed(1, CROWD)
                    .mapToObj(it -> threads.submit(() -> welcomed(easel.uri(), project, "person " + it)))
                    .toList();
            awaitWaiting(easel, CROWD);
            events.sql("lock table event in access exclusive mode");
            members.commit();
            awaitWaiting(easel, 0);
            events.commit();

            for (Future<String> each : crowd) {
                assertEquals("welcome", each.get());
            }
            assertTrue(statements(database, "%from share_link%") < CROWD / 10, "who may come in");
            assertTrue(statements(database, "%over_socket%folded_edit%") < CROWD / 10, "which edits there are");
        } finally {
            database.close();
        }
    }

    /** The type of the first message to a person who comes. */
    private static String welcomed(URI server, String project, String user) throws IOException {
        try (BareSocket socket = new BareSocket(server, project, "Remote-User: " + user)) {
            assertEquals(101, socket.status());
            socket.sendText("{\"type\":\"hello\",\"client\":\"" + UUID.randomUUID() + "\"}");
            return MAPPER.readTree(socket.read().text()).get("type").asText();
        }
    }

    /** Until so many have asked for a socket, and not said hello. */
    private static void awaitWaiting(TestEasel easel, int count) {
        String line = "easel_bound_used{bound=\"sockets_waiting\"} " + count + ".0\n";
        while (!easel.get("/metrics", "Remote-User", "root").body().contains(line)) {
            Thread.onSpinWait();
        }
    }

    private static long statements(TestDatabase database, String like) {
        return database.number(
                "select sum(calls)::bigint from pg_stat_statements join pg_database on oid = dbid"
                        + " where datname = current_database() and query like $1",
                like);
    }
}
