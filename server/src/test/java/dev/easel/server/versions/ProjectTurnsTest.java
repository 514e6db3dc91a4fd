package dev.easel.server.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.versions.VersionRefusal.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProjectTurnsTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final ProjectTurns turns = new ProjectTurns();
    private final List<String> begun = new ArrayList<>();
    private final List<Promise<Void>> works = new ArrayList<>();

    private Future<Void> run(UUID project, String name) {
        return turns.run(project, () -> {
            begun.add(name);
            works.add(Promise.promise());
            return works.getLast().future();
        });
    }

    @Test
    @DisplayName("V13 works on one project follow one another, however they end; those on another do not wait")
    void order() {
        Future<Void> first = run(ONE, "first");
        Future<Void> second = run(ONE, "second");
        run(ONE, "third");
        run(OTHER, "other");
        assertEquals(List.of("first", "other"), begun);

        works.getFirst().fail("it failed");
        assertTrue(first.failed());
        assertEquals(List.of("first", "other", "second"), begun);
        works.get(2).complete();
        assertTrue(second.succeeded());
        assertEquals("third", begun.getLast());
    }

    @Test
    @DisplayName("V13 work that throws ends its turn")
    void throwing() {
        Future<Void> broken = turns.run(ONE, () -> {
            throw new IllegalStateException("broken");
        });
        assertTrue(broken.failed());

        assertFalse(run(ONE, "next").isComplete());
        assertEquals(List.of("next"), begun);
    }

    @Test
    @DisplayName("V13 eight wait, and one more is told to come later")
    void most() {
        for (int i = 0; i <= ProjectTurns.MOST_WAITING; i++) {
            assertFalse(run(ONE, "work").failed());
        }

        VersionRefusal refused =
                assertInstanceOf(VersionRefusal.class, run(ONE, "late").cause());
        assertEquals(Reason.BUSY, refused.reason());

        works.getFirst().complete();
        assertFalse(run(ONE, "now").failed());
    }
}
