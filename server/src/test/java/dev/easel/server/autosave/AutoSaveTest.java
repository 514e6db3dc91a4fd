package dev.easel.server.autosave;

import static dev.easel.server.autosave.AutoSaveWorld.project;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.SavePolicy;
import dev.easel.server.metrics.AutoSaveFigures;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AutoSaveTest {
    private static final UUID A = project(1);
    private static final UUID B = project(2);
    private static final UUID C = project(3);

    private final AutoSaveWorld world = new AutoSaveWorld();

    @Test
    @DisplayName("S1 a hundred edits between two ticks cost one save; with nothing changed a tick asks for nothing")
    void one_save_for_many_edits() {
        for (int i = 0; i < 100; i++) {
            world.edit(A);
        }
        world.tick();
        assertEquals(1, world.store.saves.size());
        assertEquals(100, world.store.saves.getFirst().capture().upTo());
        world.commit(A);
        assertEquals(100, world.rooms.durable.get(A));
        world.tick();
        world.tick();
        assertEquals(1, world.store.statements);
    }

    @Test
    @DisplayName("S2 an edit made while its save is in flight is saved by the next one")
    void edit_during_save() {
        world.edit(A);
        world.tick();
        world.edit(A);
        world.commit(A);
        assertTrue(world.dirty.isDirty(A));
        world.tick();
        assertEquals(1, world.store.saves.getFirst().capture().after());
        assertEquals(2, world.store.saves.getFirst().capture().upTo());
        world.commit(A);
        assertFalse(world.dirty.isDirty(A));
    }

    @Test
    @DisplayName("S1 a tick does not overlap itself for a project that is still being saved")
    void no_overlap() {
        world.edit(A);
        world.tick();
        world.edit(A);
        world.tick();
        world.tick();
        assertEquals(List.of(A), world.store.projects());
    }

    @Test
    @DisplayName("S1 the oldest goes first, and no more at a time than allowed")
    void oldest_first_and_bounded() {
        world.edit(C);
        world.edit(A);
        world.edit(B);
        world.edit(C);
        world.tick();
        assertEquals(List.of(C, A), world.store.projects());
        world.commit(A);
        assertEquals(List.of(C, B), world.store.projects());
    }

    @Test
    @DisplayName("S2 a failing project stays dirty and is tried again; the others are saved")
    void failure_is_isolated() {
        world.edit(A);
        world.edit(B);
        world.tick();
        world.fail(A);
        world.commit(B);
        assertTrue(world.dirty.isDirty(A));
        assertFalse(world.dirty.isDirty(B));
        world.tick();
        world.commit(A);
        assertEquals(1, world.rooms.durable.get(A));
        AutoSaveFigures figures = world.metrics.figures(world.loop.now());
        assertEquals(2, figures.projectsSaved());
        assertEquals(1, figures.saveFailures());
        assertEquals(0, figures.dirtyProjects());
    }

    @Test
    @DisplayName("S2 projects that are stuck in the journal keep no other from being saved, and are saved once durable")
    void stuck_in_the_journal() {
        Promise<Void> durable = Promise.promise();
        for (UUID project : List.of(A, B)) {
            world.edit(project);
            world.rooms.stuck.put(project, durable);
        }
        world.edit(C);
        world.tick();
        world.tick();
        assertEquals(List.of(C), world.store.projects());
        world.commit(C);
        world.rooms.stuck.clear();
        durable.complete();
        world.loop.run();
        assertEquals(List.of(A, B), world.store.projects());
    }

    @Test
    @DisplayName("S2 a save whose last events get stuck gives its place back, and the flush that waits for it goes on")
    void stuck_at_the_last_moment() {
        world.edit(A);
        world.edit(B);
        world.edit(C);
        world.rooms.stuckLater.addAll(List.of(A, B));
        Future<Boolean> flush = world.autoSave.flush(A);
        world.tick();
        assertEquals(List.of(), world.store.projects());
        world.loop.pass(AutoSave.DURABLE_MS);
        assertEquals(List.of(C), world.store.projects());
        assertEquals(0, world.autoSave.failingProjects(), "nothing has failed");
        world.rooms.becomeDurable();
        world.loop.run();
        world.commit(A);
        assertEquals(true, flushed(flush));
    }

    @Test
    @DisplayName(
            "S2 a save that fails again and again is passed by for more and more rounds, and takes half of the places")
    void failing_again() {
        world.edit(A);
        List<Integer> tried = new ArrayList<>();
        for (int round = 0; round < 30; round++) {
            world.tick();
            if (!world.store.saves.isEmpty()) {
                tried.add(round);
                world.fail(A);
            }
        }
        assertEquals(List.of(0, 1, 3, 7, 13, 19, 25), tried);
        assertEquals(1, world.autoSave.failingProjects());
        world.edit(B);
        world.autoSave.flush(B);
        world.loop.run();
        world.fail(B);
        world.autoSave.flush(A);
        world.autoSave.flush(B);
        world.edit(C);
        world.tick();
        assertEquals(List.of(A, C), world.store.projects(), "those that failed take one of two places");
        world.commit(A);
        world.commit(B);
        assertEquals(0, world.autoSave.failingProjects());
    }

    @Test
    @DisplayName("O4 a project that another owns is lost")
    void lost() {
        world.edit(A);
        world.tick();
        world.store.running(A).answer().complete(new SaveOutcome.Lost());
        world.loop.run();
        assertEquals(List.of(A), world.rooms.lost);
    }

    @Test
    @DisplayName("a snapshot is tried after a save when enough has happened; without it the save is good all the same")
    void snapshots() {
        world.rooms.applied.put(A, AutoSave.SNAPSHOT_EVENTS - 1);
        world.edit(A);
        world.tick();
        world.store.failingSnapshots = true;
        world.commit(A);
        assertFalse(world.dirty.isDirty(A));
        assertEquals(1, world.store.snapshots.size());
        world.edit(A);
        world.tick();
        world.commit(A);
        assertEquals(1, world.store.snapshots.size(), "not at every save");
        world.rooms.applied.put(A, 2 * AutoSave.SNAPSHOT_EVENTS);
        world.edit(A);
        world.tick();
        world.commit(A);
        assertEquals(2, world.store.snapshots.size());
    }

    @Test
    @DisplayName("S3 flush waits for the save in flight and then saves what is left")
    void flush() {
        assertEquals(false, flushed(world.autoSave.flush(A)), "nothing was unsaved");
        world.edit(A);
        world.tick();
        world.edit(A);
        Future<Boolean> flush = world.autoSave.flush(A);
        Future<Boolean> second = world.autoSave.flush(A);
        world.loop.run();
        world.commit(A);
        assertFalse(flush.isComplete(), "the save in flight began before the flush");
        world.commit(A);
        assertEquals(true, flushed(flush));
        assertEquals(true, flushed(second));
        assertEquals(2, world.rooms.durable.get(A));
        assertEquals(2, world.store.statements, "both flushes shared one save");
    }

    @Test
    @DisplayName("S1 flushes, however many, do not starve the projects of the round (pitfall 14)")
    void flushes_take_turns() {
        world.edit(A);
        world.edit(B);
        world.autoSave.flush(A);
        world.autoSave.flush(B);
        world.loop.run();
        UUID quiet = project(9);
        world.edit(quiet);
        world.tick();
        for (int i = 0; i < 4 && !world.store.projects().contains(quiet); i++) {
            for (UUID project : List.of(A, B)) {
                world.edit(project);
                world.autoSave.flush(project);
                world.loop.run();
                world.commit(project);
            }
        }
        assertTrue(world.store.projects().contains(quiet));
    }

    @Test
    @DisplayName("S3 flush fails when it could not save")
    void flush_fails() {
        world.edit(A);
        Future<Boolean> flush = world.autoSave.flush(A);
        world.loop.run();
        world.fail(A);
        assertTrue(flush.failed());
    }

    @Test
    @DisplayName("S1 a mark that comes while it turns out that there is nothing to save is not lost")
    void mark_between_capture_and_clear() {
        world.autoSave.mark(A, 3, SavePolicy.STANDARD);
        world.tick();
        assertFalse(world.dirty.isDirty(A), "marked, but the room has nothing");
        world.autoSave.mark(A, 4, SavePolicy.STANDARD);
        world.dirty.clear(A, 3, 0);
        assertTrue(world.dirty.isDirty(A));
    }

    private Boolean flushed(Future<Boolean> flush) {
        world.loop.run();
        return flush.result();
    }
}
