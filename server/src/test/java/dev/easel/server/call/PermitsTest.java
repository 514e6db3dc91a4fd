package dev.easel.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PermitsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("work waits for its turn, in order, and one that fails passes its permit on")
    void turns() throws TimeoutException {
        Permits permits = new Permits(1, 60_000, "busy", 1);
        List<Promise<String>> begun = new ArrayList<>();
        List<Future<String>> all = onContext(() -> {
            List<Future<String>> asked = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                asked.add(permits.run(() -> {
                    begun.add(Promise.promise());
                    return begun.getLast().future();
                }));
            }
            return asked;
        });

        assertEquals(1, onContext(begun::size));
        begun.get(0).fail("broken");
        assertEquals(2, onContext(begun::size));
        begun.get(1).complete("second");
        assertEquals("second", all.get(1).await(20, TimeUnit.SECONDS));
        assertEquals(3, onContext(begun::size));
    }

    @Test
    @DisplayName("beyond those that wait a request is refused before it sends its body")
    void full() throws TimeoutException {
        Permits permits = new Permits(1, 60_000, "busy", 7);
        onContext(() -> {
            for (int i = 0; i < 1 + Permits.WAITING; i++) {
                permits.check();
                permits.run(() -> Promise.promise().future());
            }
            return null;
        });

        Problem refused = assertThrows(Problem.class, permits::check);
        assertEquals(503, refused.status());
    }

    @Test
    @DisplayName("who waits too long is refused, and gets no permit later")
    void too_long() throws TimeoutException {
        Permits permits = new Permits(1, 1, "busy", 7);
        Promise<Void> first = Promise.promise();
        Future<Object> late = onContext(() -> {
            permits.run(first::future);
            return permits.run(() -> Future.failedFuture(new AssertionError("its time is over")));
        });
        Throwable failure =
                late.transform(ended -> Future.succeededFuture(ended.cause())).await(20, TimeUnit.SECONDS);

        assertEquals(503, assertInstanceOf(Problem.class, failure).status());
        first.complete();
        assertEquals(
                "free",
                onContext(() -> permits.run(() -> Future.succeededFuture("free")))
                        .await(20, TimeUnit.SECONDS));
    }

    private <T> T onContext(java.util.concurrent.Callable<T> work) throws TimeoutException {
        return Future.<T>future(promise -> context.runOnContext(_ -> {
                    try {
                        promise.complete(work.call());
                    } catch (Exception failure) {
                        promise.fail(failure);
                    }
                }))
                .await(20, TimeUnit.SECONDS);
    }
}
