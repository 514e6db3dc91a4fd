package dev.easel.server.room;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Supplier;

/** A Vert.x event loop as rooms know it. */
public final class VertxLoop implements Loop {
    private final Vertx vertx;
    private final Context context;
    private final InstantSource clock;

    public VertxLoop(Vertx vertx, Context context, InstantSource clock) {
        this.vertx = vertx;
        this.context = context;
        this.clock = clock;
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    /** Timers fire on the context they are set from, which is this one. Vert.x knows none shorter than a millisecond. */
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
    public long now() {
        return clock.millis();
    }
}
