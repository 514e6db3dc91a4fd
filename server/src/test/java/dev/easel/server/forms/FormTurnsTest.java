package dev.easel.server.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class FormTurnsTest {
    private static final UUID FORM = new UUID(0, 1);

    private final Vertx vertx = Vertx.vertx();
    private final FormTurns turns = new FormTurns();
    private final List<Integer> begun = new ArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    @DisplayName("calls of one form follow one another, also after one that failed; one too many is refused")
    void in_order() {
        Promise<Void> first = Promise.promise();
        List<Future<Void>> calls = onContext(() -> {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < FormTurns.MOST; i++) {
                int call = i;
                all.add(turns.run(FORM, () -> {
                    begun.add(call);
                    return call == 0 ? first.future() : Future.succeededFuture();
                }));
            }
            return all;
        });
        assertEquals(List.of(0), onContext(() -> List.copyOf(begun)));
        FormRefused refused = assertThrows(FormRefused.class, () -> turns.run(FORM, () -> Future.succeededFuture()));
        assertEquals(FormRefused.Reason.AGAIN, refused.reason());
        turns.run(new UUID(0, 2), () -> Future.succeededFuture(begun.add(-1))).await();
        first.fail("cut");
        calls.getLast().await();
        assertEquals(FormTurns.MOST + 1, begun.size());
        assertEquals(FormTurns.MOST - 1, begun.getLast());
        turns.run(FORM, () -> Future.succeededFuture(begun.add(-2))).await();
    }

    private <T> T onContext(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(_ -> done.complete(work.get()));
        return done.future().await();
    }
}
