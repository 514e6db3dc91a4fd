package dev.easel.server.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.easel.server.bulk.Capacity;
import dev.easel.server.versions.VersionRefusal.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProjectTurnsTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final List<Promise<Void>> works = new ArrayList<>();
    private int taken;

    private final ProjectTurns turns = new ProjectTurns(new Capacity() {
        @Override
        public <T> Future<T> run(Supplier<Future<T>> work) {
            taken++;
            return work.get().onComplete((_, _) -> taken--);
        }
    });

    private Future<Void> runWhole(UUID project) {
        return turns.runWhole(project, this::begin);
    }

    private Future<Void> begin() {
        works.add(Promise.promise());
        return works.getLast().future();
    }

    @Test
    @DisplayName("V13 what waits for its turn in one project takes none of the capacity of others")
    void waiting() {
        runWhole(ONE);
        runWhole(ONE);
        assertEquals(1, taken);
        runWhole(OTHER);
        assertEquals(2, taken);

        works.getFirst().complete();
        assertEquals(2, taken, "the second of the first project");
    }

    @Test
    @DisplayName("V13 what holds no whole canvas takes its turn, and none of that capacity")
    void small() {
        turns.run(ONE, this::begin);
        runWhole(ONE);
        assertEquals(0, taken);
        works.getFirst().complete();
        assertEquals(1, taken);
    }

    @Test
    @DisplayName("V13 eight wait, and one more is told to come later")
    void most() {
        for (int i = 0; i <= ProjectTurns.MOST_WAITING; i++) {
            assertFalse(runWhole(ONE).failed());
        }
        VersionRefusal refused =
                assertInstanceOf(VersionRefusal.class, runWhole(ONE).cause());
        assertEquals(Reason.BUSY, refused.reason());
    }
}
