package dev.easel.server;

import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Projects leave an instance that ends: one after the other, since the people of each connect again at once, to an
 * instance that may just have started. Where that would take longer than half of the time there is, the next one leaves
 * before the one before has gone, at most {@link #AT_ONCE} together. Confined to its loop.
 */
final class Departure {
    /** Projects on their way at the same time. */
    static final int AT_ONCE = 8;

    private final Loop loop;
    private final Queue<UUID> waiting;
    private final Function<UUID, Future<Void>> give;
    private final long beatMs;
    private final Promise<Void> gone = Promise.promise();
    private int onTheWay;
    private boolean isNextDue = true;
    private Loop.@Nullable Timer beat;
    private @Nullable Throwable failure;

    /**
     * @param withinMs the time there is, in milliseconds
     * @param give gives one project away
     */
    Departure(Loop loop, Collection<UUID> projects, long withinMs, Function<UUID, Future<Void>> give) {
        this.loop = loop;
        this.give = give;
        waiting = new ArrayDeque<>(projects);
        beatMs = Math.max(1, withinMs / 2 / Math.max(1, projects.size()));
    }

    /** Completes when all have been tried; fails when one could not be given away. */
    Future<Void> begin() {
        goOn();
        return gone.future();
    }

    private void goOn() {
        while (!waiting.isEmpty() && (onTheWay == 0 || isNextDue && onTheWay < AT_ONCE)) {
            leave(waiting.remove());
        }
        if (onTheWay == 0) {
            cancelBeat();
            gone.handle(failure == null ? Future.succeededFuture() : Future.failedFuture(failure));
        }
    }

    private void leave(UUID project) {
        onTheWay++;
        isNextDue = false;
        cancelBeat();
        beat = loop.after(beatMs, () -> {
            isNextDue = true;
            goOn();
        });
        loop.bring(give.apply(project)).onComplete((_, broken) -> {
            onTheWay--;
            failure = failure == null ? broken : failure;
            goOn();
        });
    }

    private void cancelBeat() {
        if (beat != null) {
            beat.cancel();
        }
    }
}
