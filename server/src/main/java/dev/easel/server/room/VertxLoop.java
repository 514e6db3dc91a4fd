package dev.easel.server.room;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.InstantSource;

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

    /** Timers fire on the context they are set from, which is this one. */
    @Override
    public Timer after(long delayMs, Runnable task) {
        long timer = vertx.setTimer(delayMs, _ -> task.run());
        return () -> vertx.cancelTimer(timer);
    }

    @Override
    public long now() {
        return clock.millis();
    }
}
