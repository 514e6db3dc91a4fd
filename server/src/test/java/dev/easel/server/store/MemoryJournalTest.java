package dev.easel.server.store;

import static dev.easel.server.store.StoreFixtures.run;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.journal.JournalStore;
import dev.easel.server.journal.JournalStore.Refused;
import dev.easel.server.persistence.ProjectStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MemoryJournalTest extends JournalStoreContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    JournalStore journal() {
        return store;
    }

    @Override
    ProjectStore store() {
        return store;
    }

    @Override
    UUID project() {
        return store.create();
    }

    @Test
    @DisplayName("fails as often as told, and writes nothing then; loses the answer, and has written then")
    void failures() {
        UUID project = project();
        long epoch = load(project).epoch();
        store.failNextCommits(1);
        assertTrue(store.commit(List.of(run(project, epoch, 1, 1))).failed());
        assertEquals(0, store.seq(project));
        store.loseNextCommitAnswers(1);
        assertTrue(store.commit(List.of(run(project, epoch, 1, 1))).failed());
        assertEquals(1, store.seq(project));
        store.failNextPositions(1);
        assertTrue(store.positions(Set.of(project)).failed());
        assertEquals(2, store.batches().size());
    }

    @Test
    @DisplayName("refuses what it is told to, whole batches of it")
    void refusing() {
        UUID project = project();
        long epoch = load(project).epoch();
        store.refuseEvents(event -> event.seq() == 3);
        assertInstanceOf(Refused.class, failure(store.commit(List.of(run(project, epoch, 1, 4)))));
        assertEquals(Set.of(project), commit(run(project, epoch, 1, 2)));
    }

    @Test
    @DisplayName("holds commits until they are released, against what is stored by then")
    void holding() {
        UUID project = project();
        long epoch = load(project).epoch();
        store.holdCommits();
        Future<Set<UUID>> held = store.commit(List.of(run(project, epoch, 1, 1)));
        assertFalse(held.isComplete());
        store.raiseEpoch(project);
        store.releaseCommit();
        assertEquals(Set.of(), held.result());
    }
}
