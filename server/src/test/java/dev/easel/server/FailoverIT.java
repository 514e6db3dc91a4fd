package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.store.ReplicatedDatabase;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An instance whose database is replaced by its standby. {@code scripts/chaos} does it more often. */
@Timeout(300)
class FailoverIT {
    private static final int FAILOVERS = 3;

    @TempDir
    private Path home;

    @Test
    @DisplayName("D1 B1 the database fails over again and again while people edit, and they only see it wait")
    void synchronous() throws Exception {
        try (ReplicatedDatabase database = ReplicatedDatabase.start(home, true);
                TestEasel easel = TestEasel.start(database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "200")) {
            String project = easel.createProject();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project);
                    BoardClient bob = new BoardClient().join(easel.uri(), project)) {
                for (int i = 0; i < FAILOVERS; i++) {
                    try (Editing _ = new Editing(ada);
                            Editing _ = new Editing(bob)) {
                        ada.awaitDurable(ada.seq() + 10);
                        database.servers().killPrimary();
                        bob.awaitSeq(bob.durable() + 10);
                        long durable = Math.max(ada.durable(), bob.durable());
                        database.servers().promote();
                        assertTrue(stored(database, project) >= durable, "what was durable is on the standby");
                        ada.awaitDurable(durable + 10);
                        database.servers().rejoin();
                        bob.awaitDurable(ada.seq());
                    }
                }
                long head = Math.max(ada.seq(), bob.seq());
                ada.awaitDurable(head);
                bob.awaitDurable(head);
                easel.post("/api/projects/" + project + "/flush", "");
                assertEquals(ada.awaitSeq(head).board(), easel.board(project, "saved"));
                assertEquals(bob.awaitSeq(head).board(), easel.board(project, "saved"));
                assertEquals(Long.toString(head), database.servers().ask("select count(*) from event"));
                assertEquals("1", database.servers().ask("select count(distinct epoch) from event"));
            }
        }
    }

    private static long stored(ReplicatedDatabase database, String project) throws Exception {
        return Long.parseLong(database.servers().ask("select seq from project where id = '" + project + "'"));
    }

    @Test
    @DisplayName("D4 while the standby hangs nothing is called durable, all are told, and it counts once it runs again")
    void hanging_standby() throws Exception {
        try (ReplicatedDatabase database = ReplicatedDatabase.start(home, true);
                TestEasel easel = TestEasel.start(database.address())) {
            String project = easel.createProject();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
                ada.edit(put("before"));
                ada.awaitDurable(1);
                database.servers().pauseStandby();
                ada.awaitApplied(ada.edit(put("during")));
                ada.await("persistence", message -> isState(message, "degraded"));
                assertEquals(1, ada.durable());
                database.servers().resumePaused();
                ada.awaitDurable(2);
                ada.await("persistence", message -> isState(message, "ok"));
            }
        }
    }

    @Test
    @DisplayName("R4 O2 a standby that lost the end: who saw more has diverged, and gets what there is")
    void asynchronous() throws Exception {
        try (ReplicatedDatabase database = ReplicatedDatabase.start(home, false);
                TestEasel easel = TestEasel.start(database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "200")) {
            String project = easel.createProject();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project);
                    BoardClient bob = new BoardClient().join(easel.uri(), project)) {
                ada.edit(put("kept"));
                ada.awaitDurable(1);
                assertEquals("1", database.servers().askStandby("select count(*) from event"));
                database.servers().pauseReplication();
                ada.edit(put("lost"));
                ada.awaitDurable(2);
                easel.post("/api/projects/" + project + "/flush", "");
                database.servers().killPrimary();
                database.servers().promote();
                ada.awaitApplied(ada.edit(put("after")));
                ada.awaitClose();
                bob.awaitClose();
                ada.join(easel.uri(), project);
                bob.join(easel.uri(), project);
                assertEquals("diverged", ada.last("welcome").get("reason").asText());
                assertEquals("diverged", bob.last("welcome").get("reason").asText());
                assertFalse(ada.board().objects().containsKey("lost"));
                ada.resendUnsettled();
                ada.awaitDurable(2);
                assertEquals(ada.board(), bob.awaitSeq(2).board());
                assertEquals(Set.of("kept", "after"), ada.board().objects().keySet());
                easel.post("/api/projects/" + project + "/flush", "");
                assertEquals(ada.board(), easel.board(project, "saved"));
                assertEquals(
                        "t",
                        database.servers()
                                .ask("select max(epoch) filter (where seq = 2) > max(epoch) filter (where seq"
                                        + " = 1) from event"));
            }
        }
    }

    private static boolean isState(JsonNode message, String state) {
        return message.get("state").asText().equals(state);
    }

    private static String put(String id) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"x\":1}}";
    }

    /** Somebody who moves objects about, one edit after the other, until this is closed. */
    private static final class Editing implements AutoCloseable {
        private static final int OBJECTS = 20;

        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile boolean isEnding;

        Editing(BoardClient person) {
            Thread.ofVirtual().start(() -> edit(person));
        }

        private void edit(BoardClient person) {
            try {
                for (int i = 0; !isEnding; i++) {
                    person.awaitApplied(person.edit(put(person.client() + "-" + i % OBJECTS)));
                }
                ended.complete(null);
            } catch (RuntimeException | AssertionError failure) {
                ended.completeExceptionally(failure);
            }
        }

        /** Fails when an edit did. */
        @Override
        public void close() {
            isEnding = true;
            ended.join();
        }
    }
}
