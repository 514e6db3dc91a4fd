package dev.easel.server.loop;

import io.netty.channel.SingleThreadEventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.ContextInternal;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A Vert.x event loop. */
public final class VertxLoop implements Loop {
    private static final long PIECES_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Threads of the process that only compute: half of the cores. */
    static final int COMPUTING = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** Works of one loop that wait to be computed, or are. */
    static final int MOST_COMPUTED = 32;

    private final Vertx vertx;
    private final ContextInternal context;
    private final InstantSource clock;
    private final SingleThreadEventLoop eventLoop;
    private final long piecesNanos;
    private final WorkerExecutor computing;
    private final Deque<Runnable> pieces = new ArrayDeque<>();
    private boolean awaiting;
    private int computed;

    public VertxLoop(Vertx vertx, Context context, InstantSource clock) {
        this(vertx, context, clock, PIECES_NANOS);
    }

    /** @param piecesNanos how long pieces of long work may hold the loop before it reads again; one is always run */
    VertxLoop(Vertx vertx, Context context, InstantSource clock, long piecesNanos) {
        this.vertx = vertx;
        this.context = (ContextInternal) context;
        eventLoop = (SingleThreadEventLoop) this.context.nettyEventLoop();
        this.clock = clock;
        computing = vertx.createSharedWorkerExecutor("easel-computing", COMPUTING); // one, whoever asks for it
        this.piecesNanos = piecesNanos;
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    @Override
    public void giveWay(Runnable piece) {
        pieces.add(piece);
        awaitTurn();
    }

    /**
     * Netty reads nothing while there are tasks to run, and a piece gives the next. So it runs behind the tasks of the
     * turn after this one: what is read there, and what that brings, comes first.
     */
    private void awaitTurn() {
        if (!awaiting) {
            awaiting = true;
            execute(() -> eventLoop.executeAfterEventLoopIteration(() -> context.dispatch(this::runPieces)));
        }
    }

    private void runPieces() {
        long begun = System.nanoTime();
        try {
            do {
                pieces.remove().run();
            } while (!pieces.isEmpty() && System.nanoTime() - begun < piecesNanos);
        } finally {
            awaiting = false;
            if (!pieces.isEmpty()) {
                awaitTurn();
            }
        }
    }

    /** Timers fire on the context they are set from, which is this one. Vert.x has none below one millisecond. */
    @Override
    public Timer after(long delayMs, Runnable task) {
        long timer = vertx.setTimer(Math.max(1, delayMs), _ -> task.run());
        return () -> vertx.cancelTimer(timer);
    }

    @Override
    public <T> Future<T> offload(Supplier<T> work) {
        return vertx.executeBlocking(work::get, false);
    }

    @Override
    public <T> Future<T> compute(Supplier<T> work) {
        if (computed == MOST_COMPUTED) {
            return Future.failedFuture(new RejectedExecutionException(MOST_COMPUTED + " works wait already"));
        }
        computed++;
        return computing.executeBlocking(work::get, false).onComplete((_, _) -> computed--); // here: asked from here
    }

    @Override
    public void moderate(long ms) {
        Moderation.ofLoop().set(TimeUnit.MILLISECONDS.toNanos(ms), System.nanoTime());
    }

    @Override
    public long now() {
        return clock.millis();
    }
}
