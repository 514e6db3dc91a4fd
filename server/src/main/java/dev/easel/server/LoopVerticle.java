package dev.easel.server;

import dev.easel.server.room.Loop;
import dev.easel.server.room.VertxLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;

/** Holds an event loop for others to run on. */
final class LoopVerticle extends VerticleBase {
    private final InstantSource clock;

    LoopVerticle(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        return Future.succeededFuture();
    }

    /** Once deployed. */
    Loop loop() {
        return new VertxLoop(vertx, context, clock);
    }
}
