package dev.easel.server.store;

import static dev.easel.server.store.StoreFixtures.objects;
import static dev.easel.server.store.StoreFixtures.puts;
import static dev.easel.server.store.StoreFixtures.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.autosave.SaveStore;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.ProjectStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MemoryStoreTest extends ProjectStoreContract {
    private final MemoryStore store = new MemoryStore(clock());

    @Override
    ProjectStore store() {
        return store;
    }

    @Override
    SaveStore saves() {
        return store;
    }

    @Override
    void spoilRow(UUID project, String id) {
        store.spoilRows(project);
    }

    @Override
    void spoilSnapshot(UUID project, long seq) {
        store.spoilSnapshot(project, seq);
    }

    @Override
    void delete(UUID project) {
        store.remove(project);
    }

    @Override
    JournalStore journal() {
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
        Capture capture = puts(project, load(project).epoch(), 0, objects(1, 0));
        commit(run(capture));
        store.failNextSaves(1);
        assertTrue(store.save(capture).failed());
        assertEquals(0, store.checkpoint(project));
        store.loseNextAnswers(1);
        assertTrue(store.save(capture).failed());
        assertEquals(1, store.checkpoint(project));
        assertEquals(1, store.committed());
    }

    @Test
    @DisplayName("holds saves until they are released")
    void holding() {
        UUID project = project();
        Capture capture = puts(project, load(project).epoch(), 0, objects(1, 0));
        commit(run(capture));
        store.holdSaves();
        Future<SaveOutcome> held = store.save(capture);
        assertFalse(held.isComplete());
        store.raiseEpoch(project);
        store.releaseSave();
        assertEquals(new SaveOutcome.Lost(), held.result());
    }

    @Test
    @DisplayName("unreadable rows are not read until they are written again; the journal is read instead")
    void spoiled() {
        UUID project = project();
        saved(puts(project, load(project).epoch(), 0, objects(3, 0)));
        store.spoilRows(project);
        Loaded.Found found = load(project);
        assertEquals(0, found.checkpoint());
        assertEquals(List.of(), found.objects());
        assertEquals(3, found.events().size());
        assertInstanceOf(SaveOutcome.Saved.class, save(puts(project, found.epoch(), 0, objects(3, 0))));
        assertHolds(project, 3, objects(3, 0));
    }
}
