package dev.easel.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final int MOST = 8;

    private final Turns<String> turns = new Turns<>(MOST, () -> new IllegalStateException("full"));
    private final List<String> begun = new ArrayList<>();
    private final List<Promise<Void>> works = new ArrayList<>();

    private Future<Void> run(String key, String name) {
        return turns.run(key, () -> {
            begun.add(name);
            works.add(Promise.promise());
            return works.getLast().future();
        });
    }

    @Test
    @DisplayName("works on one thing follow one another, however they end; those on another do not wait")
    void order() {
        Future<Void> first = run("one", "first");
        Future<Void> second = run("one", "second");
        run("one", "third");
        run("other", "other");
        assertEquals(List.of("first", "other"), begun);

        works.getFirst().fail("it failed");
        assertTrue(first.failed());
        assertEquals(List.of("first", "other", "second"), begun);
        works.get(2).complete();
        assertTrue(second.succeeded());
        assertEquals("third", begun.getLast());
    }

    @Test
    @DisplayName("work that throws ends its turn")
    void throwing() {
        Future<Void> broken = turns.run("one", () -> {
            throw new IllegalStateException("broken");
        });
        assertTrue(broken.failed());

        assertFalse(run("one", "next").isComplete());
        assertEquals(List.of("next"), begun);
    }

    @Test
    @DisplayName("so many wait, and one more fails; when one has ended there is place again")
    void most() {
        for (int i = 0; i <= MOST; i++) {
            assertFalse(run("one", "work").failed());
        }
        assertEquals("full", run("one", "late").cause().getMessage());

        works.getFirst().complete();
        assertFalse(run("one", "now").failed());
    }

    @Test
    @DisplayName("who has waited goes on where they were")
    void context() {
        Vertx vertx = Vertx.vertx();
        try {
            run("one", "first");
            Context caller = vertx.getOrCreateContext();
            Promise<Context> where = Promise.promise();
            caller.runOnContext(_ -> {
                var _ = turns.run("one", () -> Future.succeededFuture(Vertx.currentContext()))
                        .onComplete(where);
                works.getFirst().complete();
            });
            assertSame(caller, where.future().await());
        } finally {
            vertx.close().await();
        }
    }
}
