package dev.easel.server;

import dev.easel.server.health.Life;
import dev.easel.server.health.Pulse;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The pulse of all event loops of this process, taken on a thread of its own. */
final class LoopPulse {
    private final Life life;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("easel-pulse").factory());

    LoopPulse(Vertx vertx) {
        Pulse pulse = of(vertx);
        life = new Life(pulse);
        // A fixed delay: what a pause of the process has left out is not made up for.
        thread.scheduleWithFixedDelay(pulse::ask, 1, 1, TimeUnit.SECONDS);
    }

    /** Of all loops, by the names of their threads, as the log and thread dumps have them. */
    static Pulse of(Vertx vertx) {
        Map<String, Executor> loops = new TreeMap<>();
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            loops.put(((SingleThreadEventExecutor) loop).threadProperties().name(), loop);
        }
        return new Pulse(loops);
    }

    Life life() {
        return life;
    }

    /** Must be called before the loops end. */
    void stop() {
        thread.shutdownNow();
    }
}
