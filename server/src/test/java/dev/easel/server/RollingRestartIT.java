package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.store.TestDatabase;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three servers behind a balancer, each restarted in turn while people draw. */
@Timeout(300)
class RollingRestartIT {
    private static final int ENDED_BY_SIGTERM = 143;
    private static final int BOARDS = 12;
    private static final int EDITORS_OF_A_BOARD = 2;

    /** Objects of the largest board, and in one edit. */
    private static final int OBJECTS = 5_000;

    private static final int AT_ONCE = 1_000;

    /** Edits of each editor between two restarts. */
    private static final int BETWEEN = 20;

    private final List<URI> balancer = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final List<RovingEditor> editors = new ArrayList<>();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final List<Long> endedAfterMs = new ArrayList<>();
    private TestDatabase database;

    @BeforeEach
    void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    @DisplayName("O5 a rolling restart of all instances under load loses nothing, and doubles nothing")
    void rolling_restart() throws Exception {
        List<ServerProcess> servers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            servers.add(start());
        }
        List<String> projects = projects();
        for (int board = 0; board < BOARDS; board++) {
            for (int editor = 0; editor < EDITORS_OF_A_BOARD; editor++) {
                editors.add(RovingEditor.start(board + "_" + editor, projects.get(board), this::next));
            }
        }
        for (int i = 0; i < servers.size(); i++) {
            awaitEdits();
            URI ended = balancer.getFirst();
            long told = System.nanoTime();
            assertEquals(ENDED_BY_SIGTERM, servers.get(i).terminate(), () -> String.join("\n", said));
            endedAfterMs.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - told));
            balancer.remove(ended);
            servers.set(i, start());
        }
        awaitEdits();

        long all = OBJECTS / AT_ONCE;
        List<BoardClient> clients = new ArrayList<>();
        for (RovingEditor editor : editors) {
            clients.add(editor.end());
            all += editor.edits();
        }
        for (int i = 0; i < clients.size(); i++) {
            String project = projects.get(i / EDITORS_OF_A_BOARD);
            clients.get(i).awaitDurable(database.number("select seq from project where id::text = $1", project));
            BoardModel first = clients.get(i - i % EDITORS_OF_A_BOARD).board();
            assertTrue(first.equals(clients.get(i).board()), "all copies of board " + i + " are equal");
        }
        clients.forEach(BoardClient::close);
        assertEquals(all, database.number("select count(*) from event"), "each durable edit is one event");
        tellGaps();
        for (ServerProcess server : servers) {
            server.terminate();
        }
    }

    private ServerProcess start() throws Exception {
        ServerProcess server = ServerProcess.start(InstancesIT.environment(database), said::add);
        balancer.add(server.awaitReady());
        return server;
    }

    /** Like a balancer that sends each connection to the next, also to one that ends, and knows no project. */
    private URI next() {
        List<URI> there = List.copyOf(balancer);
        return there.get(Math.floorMod(turn.getAndIncrement(), there.size()));
    }

    private List<String> projects() {
        List<String> projects = new ArrayList<>();
        try (TestEasel easel = TestEasel.start(database.address())) {
            for (int i = 0; i < BOARDS; i++) {
                projects.add(easel.createProject());
            }
            try (BoardClient ada = new BoardClient().join(easel.uri(), projects.getFirst())) {
                for (int from = 0; from < OBJECTS; from += AT_ONCE) {
                    String[] changes = new String[AT_ONCE];
                    for (int i = 0; i < AT_ONCE; i++) {
                        changes[i] = "{\"op\":\"put\",\"id\":\"big" + (from + i) + "\",\"props\":{\"x\":" + i
                                + ",\"text\":\"" + "text ".repeat(40) + "\"}}";
                    }
                    ada.awaitDurable(ada.awaitApplied(ada.edit(changes)));
                }
            }
        }
        return projects;
    }

    private void awaitEdits() throws InterruptedException {
        Map<RovingEditor, Integer> wanted = new HashMap<>();
        editors.forEach(editor -> wanted.put(editor, editor.edits() + BETWEEN));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (editors.stream().anyMatch(editor -> editor.edits() < wanted.get(editor))) {
            assertTrue(
                    System.nanoTime() < deadline,
                    () -> "stuck: "
                            + editors.stream()
                                    .filter(editor -> editor.edits() < wanted.get(editor))
                                    .map(RovingEditor::state)
                                    .collect(Collectors.joining("\n"))
                            + "\n" + String.join("\n", said));
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void tellGaps() {
        List<Long> worst = editors.stream()
                .map(editor ->
                        editor.gapsMs().stream().mapToLong(it -> it).max().orElseThrow())
                .sorted()
                .toList();
        List<Long> all = editors.stream()
                .flatMap(editor -> editor.gapsMs().stream())
                .sorted()
                .toList();
        System.out.printf(
                "Rolling restart: %d edits by %d people over %d connections; ms between two durable edits of a person:"
                        + " median %d, p99 %d; the worst of each person: %s; ms until an instance had ended: %s%n",
                all.size(),
                editors.size(),
                editors.stream().mapToInt(RovingEditor::connections).sum(),
                all.get(all.size() / 2),
                all.get(all.size() * 99 / 100),
                worst,
                endedAfterMs);
    }
}
