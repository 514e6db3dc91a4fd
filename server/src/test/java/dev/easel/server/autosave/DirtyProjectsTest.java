package dev.easel.server.autosave;

import static dev.easel.server.autosave.AutoSaveWorld.project;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.SavePolicy;
import dev.easel.server.room.TestLoop;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DirtyProjectsTest {
    private static final UUID A = project(1);
    private static final UUID B = project(2);

    private final TestLoop clock = new TestLoop();
    private final DirtyProjects dirty = new DirtyProjects(clock);

    @Test
    @DisplayName("S2 clearing up to a seq leaves what came after it (pitfall 15)")
    void clear_up_to() {
        dirty.mark(A, 5, SavePolicy.STANDARD);
        dirty.clear(A, 4, clock.now());
        assertTrue(dirty.isDirty(A));
        dirty.clear(A, 5, clock.now());
        assertFalse(dirty.isDirty(A));
        dirty.clear(A, 9, clock.now());
        assertFalse(dirty.isDirty(A));
    }

    @Test
    @DisplayName("S1 the list tells when each was first and last changed, the oldest first")
    void oldest_first() {
        long start = clock.now();
        dirty.mark(B, 1, SavePolicy.STANDARD);
        clock.pass(10);
        dirty.mark(A, 1, SavePolicy.STANDARD);
        clock.pass(10);
        dirty.mark(B, 2, SavePolicy.STANDARD);
        assertEquals(
                List.of(
                        new DirtyProject(B, 2, start, start + 20, SavePolicy.STANDARD),
                        new DirtyProject(A, 1, start + 10, start + 10, SavePolicy.STANDARD)),
                dirty.list());
        assertEquals(20, dirty.oldestAgeMs());
    }

    @Test
    @DisplayName("S2 after a save the age counts from its capture, not from before it")
    void age_after_a_save() {
        dirty.mark(A, 1, SavePolicy.STANDARD);
        clock.pass(1_000);
        long capturedAt = clock.now();
        dirty.mark(A, 2, SavePolicy.STANDARD);
        clock.pass(50);
        dirty.clear(A, 1, capturedAt);
        assertEquals(50, dirty.oldestAgeMs());
        dirty.forget(A);
        assertEquals(0, dirty.oldestAgeMs());
        assertEquals(0, dirty.size());
    }

    @Test
    @DisplayName("S7 what a policy leaves unsaved for a while is not overdue")
    void overdue() {
        SavePolicy quiet = new SavePolicy.Debounce(10_000, 60_000);
        dirty.mark(A, 1, quiet);
        dirty.mark(B, 1, quiet);
        clock.pass(9_000);
        assertEquals(9_000, dirty.oldestAgeMs());
        assertEquals(0, dirty.secondOverdueMs());
        clock.pass(3_000);
        assertEquals(2_000, dirty.secondOverdueMs());
    }
}
