package dev.easel.server.store;

import static dev.easel.server.store.Captures.objects;
import static dev.easel.server.store.Captures.puts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.room.ProjectStore;
import dev.easel.server.room.SaveOutcome;
import io.vertx.core.Future;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MemoryStoreTest extends ProjectStoreContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    ProjectStore store() {
        return store;
    }

    @Override
    UUID project() {
        return store.create();
    }

    @Test
    @DisplayName("fails as often as told, and writes nothing then")
    void failures() {
        UUID project = project();
        long epoch = load(project).epoch();
        store.failNextSaves(1);
        assertTrue(store.save(puts(project, epoch, 0, objects(1, 0))).failed());
        assertEquals(0, store.seq(project));
        store.loseNextAnswers(1);
        assertTrue(store.save(puts(project, epoch, 0, objects(1, 0))).failed());
        assertEquals(1, store.seq(project));
        assertEquals(1, store.committed());
    }

    @Test
    @DisplayName("holds saves until they are released")
    void holding() {
        UUID project = project();
        long epoch = load(project).epoch();
        store.holdSaves();
        Future<SaveOutcome> held = store.save(puts(project, epoch, 0, objects(1, 0)));
        assertFalse(held.isComplete());
        store.raiseEpoch(project);
        store.releaseSave();
        assertEquals(new SaveOutcome.Lost(), held.result());
    }
}
