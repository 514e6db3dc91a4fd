package dev.easel.server.autosave;

import static dev.easel.server.autosave.AutoSaveWorld.project;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.SavePolicy;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SavePoliciesTest {
    private static final UUID A = project(1);
    private static final UUID B = project(2);
    private static final SavePolicy QUIET = new SavePolicy.Debounce(10_000, 60_000);

    private final AutoSaveWorld world = new AutoSaveWorld();

    @Test
    @DisplayName("S7 under debounce a burst costs one save, once it has been quiet for long enough")
    void one_save_after_a_burst() {
        for (int i = 0; i < 200; i++) {
            world.edit(A, QUIET);
            world.look(50);
            world.tick();
        }
        world.look(9_900);
        assertEquals(0, world.store.statements);
        world.look(100);
        assertEquals(200, world.store.saves.getFirst().capture().upTo());
        world.commit(A);
        world.look(60_000);
        world.tick();
        assertEquals(1, world.store.statements);
    }

    @Test
    @DisplayName("S7 under debounce a project that is never quiet is saved after the longest time, and again after it")
    void never_quiet() {
        int saves = 0;
        for (int second = 0; second < 185; second++) {
            world.edit(A, QUIET);
            world.look(999);
            if (!world.store.saves.isEmpty()) {
                saves++;
                world.commit(A);
            }
        }
        assertEquals(3, saves);
    }

    @Test
    @DisplayName("S7 a flush saves at once, and nothing is left for the policy to save")
    void flush() {
        world.edit(A, QUIET);
        Future<Boolean> flushed = world.autoSave.flush(A);
        world.loop.run();
        world.commit(A);
        assertTrue(flushed.result());
        world.look(60_000);
        assertEquals(1, world.store.statements);
    }

    @Test
    @DisplayName("S7 a save by policy that fails keeps what it had, and is tried again with the rounds of the others")
    void failure() {
        world.edit(A, QUIET);
        world.look(10_000);
        world.fail(A);
        assertTrue(world.dirty.isDirty(A));
        world.look(250);
        world.look(250);
        assertEquals(1, world.store.statements);
        world.tick();
        world.commit(A);
        assertFalse(world.dirty.isDirty(A));
        assertEquals(2, world.store.statements);
    }

    @Test
    @DisplayName("S7 an interval of its own counts from the first change that is not saved")
    void own_interval() {
        world.edit(A, new SavePolicy.Interval(2_000));
        world.look(1_000);
        world.edit(A, new SavePolicy.Interval(2_000));
        world.tick();
        world.look(997);
        assertEquals(List.of(), world.store.projects());
        world.look(1);
        assertEquals(List.of(A), world.store.projects());
    }

    @Test
    @DisplayName("S7 a clock that is set back puts no save off until it has come round again (pitfall 35)")
    void clock_set_back() {
        world.edit(A, QUIET);
        world.loop.setBack(3_600_000);
        world.edit(A, QUIET);
        world.look(250);
        assertEquals(List.of(A), world.store.projects());
        world.edit(A, QUIET);
        world.commit(A);
        world.look(9_000);
        assertEquals(1, world.store.statements);
        world.look(1_000);
        assertEquals(2, world.store.statements);
    }

    @Test
    @DisplayName("S7 a policy changed while there is something unsaved holds for that, too")
    void changed() {
        world.edit(A, QUIET);
        world.edit(B, SavePolicy.STANDARD);
        world.edit(B, QUIET);
        world.edit(A, SavePolicy.STANDARD);
        world.tick();
        assertEquals(List.of(A), world.store.projects());
        world.look(10_000);
        assertEquals(List.of(A, B), world.store.projects());
    }
}
