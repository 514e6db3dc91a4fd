package dev.easel.server.upkeep;

import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.UpkeepMetrics;
import io.vertx.core.Future;

/** Looks from time to time how much is stored, so that nothing grows without an operator knowing. */
public final class Measuring {
    /** From one look to the next, in milliseconds. The first is at the start. */
    static final long BETWEEN_MS = 600_000;

    private final Loop loop;
    private final StoredSizes sizes;
    private final UpkeepMetrics metrics;
    private final Rounds rounds;

    public Measuring(Loop loop, StoredSizes sizes, UpkeepMetrics metrics) {
        this.loop = loop;
        this.sizes = sizes;
        this.metrics = metrics;
        this.rounds = new Rounds(loop, "The measuring of what is stored", BETWEEN_MS, this::look);
    }

    /** Looks for the first time. May be called from any thread. */
    public void start() {
        rounds.wake();
    }

    /** Begins nothing any more. May be called from any thread. */
    public void stop() {
        rounds.stop();
    }

    private Future<Boolean> look() {
        return loop.bring(sizes.look()).map(found -> {
            found.tables().forEach(metrics::stored);
            metrics.largestProject(found.largestProject());
            return false;
        });
    }
}
