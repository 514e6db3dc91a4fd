package dev.easel.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VertxLoopTest {
    private static final int MANY = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
    private final VertxLoop loop = new VertxLoop(vertx, context, InstantSource.system(), 0);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("what arrives while long work is done in pieces is read between two of them")
    void reads() throws Exception {
        LongWork work = new LongWork();
        int done = doneWhenRead(() -> work.done, work::go);
        assertTrue(done < 10, "read after " + done + " of " + MANY + " pieces");
        assertEquals(MANY, work.end.get(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName(
            "what arrives is read between two pieces also where each is asked for with the answer to the one before")
    void reads_between_answers() throws Exception {
        AskedWork work = new AskedWork();
        int done = doneWhenRead(() -> work.done, work::go);
        assertTrue(done < 10, "read after " + done + " of " + MANY + " pieces");
    }

    @Test
    @DisplayName("works are computed by few threads, not on the loop; where too many wait one more fails")
    void computes() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CompletableFuture<Thread> own = new CompletableFuture<>();
        CompletableFuture<List<Future<Object>>> asked = new CompletableFuture<>();
        Supplier<Object> work = () -> {
            threads.add(Thread.currentThread());
            try {
                end.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return "done";
        };
        loop.execute(() -> {
            own.complete(Thread.currentThread());
            asked.complete(Stream.generate(() -> loop.compute(work))
                    .limit(VertxLoop.MOST_COMPUTED)
                    .toList());
        });
        List<Future<Object>> works = asked.get(10, TimeUnit.SECONDS);
        CompletableFuture<Future<Object>> oneMore = new CompletableFuture<>();
        loop.execute(() -> oneMore.complete(loop.compute(work)));
        assertTrue(oneMore.get(10, TimeUnit.SECONDS).failed());
        end.countDown();
        Future.all(works).await(10, TimeUnit.SECONDS);
        assertTrue(threads.size() <= VertxLoop.COMPUTING, threads.size() + " threads");
        assertFalse(threads.contains(own.get()));
        CompletableFuture<Future<Object>> afterwards = new CompletableFuture<>();
        loop.execute(() -> afterwards.complete(loop.compute(work)));
        afterwards.get(10, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("the long works of a loop go on in turns, and one that breaks keeps no other from going on")
    void turns() throws Exception {
        List<String> order = new ArrayList<>();
        CompletableFuture<List<String>> end = new CompletableFuture<>();
        loop.execute(() -> {
            loop.giveWay(() -> {
                order.add("a1");
                loop.giveWay(() -> order.add("a2"));
            });
            loop.giveWay(() -> {
                throw new IllegalStateException("meant to break");
            });
            loop.giveWay(() -> {
                order.add("b1");
                loop.giveWay(() -> {
                    order.add("b2");
                    end.complete(order);
                });
            });
        });
        assertEquals(List.of("a1", "b1", "a2", "b2"), end.get(10, TimeUnit.SECONDS));
    }

    /** Begins the work when something is on its way to the loop; returns how many of its pieces were done by then. */
    private int doneWhenRead(IntSupplier done, Runnable work) throws Exception {
        CompletableFuture<Integer> readAfter = new CompletableFuture<>();
        loop.execute(() -> vertx.createNetServer()
                .connectHandler(socket -> {
                    socket.handler(_ -> readAfter.complete(done.getAsInt()));
                    socket.write("ready");
                })
                .listen(0, "127.0.0.1")
                .compose(server -> vertx.createNetClient().connect(server.actualPort(), "127.0.0.1"))
                .onSuccess(client -> client.handler(_ -> {
                    client.write("x");
                    work.run();
                }))
                .onFailure(readAfter::completeExceptionally));
        return readAfter.get(10, TimeUnit.SECONDS);
    }

    /** Many pieces, each of which is asked for with the answer to the one before. */
    private final class AskedWork {
        private int done;

        void go() {
            done++;
            if (done < MANY) {
                loop.askPiece(() -> Future.succeededFuture(done)).onSuccess(_ -> go());
            }
        }
    }

    /** Many pieces, each of which gives the next. */
    private final class LongWork {
        private final CompletableFuture<Integer> end = new CompletableFuture<>();
        private int done;

        void go() {
            done++;
            if (done < MANY) {
                loop.giveWay(this::go);
            } else {
                end.complete(done);
            }
        }
    }
}
