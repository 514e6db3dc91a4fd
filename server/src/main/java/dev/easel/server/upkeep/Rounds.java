package dev.easel.server.upkeep;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds of slow work: in each round steps run one after the other, with a pause after each that is as long as the step
 * took; after a round comes a longer pause. A step that fails ends its round. Confined to its loop, but for
 * {@link #wake} and {@link #stop}, which may be called from any thread.
 */
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /** Bounds of the pause after a step, in milliseconds. */
    private static final long LEAST_PAUSE_MS = 10;

    private static final long MOST_PAUSE_MS = 2_000;

    private final Loop loop;
    private final String name;
    private final long betweenMs;
    private final Supplier<Future<Boolean>> step;

    private Loop.@Nullable Timer next;
    private boolean isRunning;
    private boolean isWoken;
    private volatile boolean isStopped;

    /**
     * @param name of the work, for the log
     * @param betweenMs the pause between two rounds, in milliseconds
     * @param step says whether the round goes on
     */
    Rounds(Loop loop, String name, long betweenMs, Supplier<Future<Boolean>> step) {
        this.loop = loop;
        this.name = name;
        this.betweenMs = betweenMs;
        this.step = step;
    }

    /** Begins a round now, or a further one after the round that runs. */
    void wake() {
        loop.execute(() -> {
            isWoken = true;
            if (!isRunning) {
                begin();
            }
        });
    }

    /** Begins no step any more. */
    void stop() {
        isStopped = true;
    }

    private void begin() {
        if (next != null) {
            next.cancel();
            next = null;
        }
        isRunning = true;
        isWoken = false;
        step();
    }

    private void step() {
        if (isStopped) {
            return;
        }
        long begunAt = loop.now();
        loop.bring(attempt()).onComplete((more, failure) -> {
            if (failure == null && more) {
                long pause = Math.clamp(loop.now() - begunAt, LEAST_PAUSE_MS, MOST_PAUSE_MS);
                loop.after(pause, this::step);
            } else {
                ended(failure);
            }
        });
    }

    private Future<Boolean> attempt() {
        try {
            return step.get();
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private void ended(@Nullable Throwable failure) {
        isRunning = false;
        if (isStopped) {
            return;
        }
        if (failure != null) {
            LOG.atWarn()
                    .addKeyValue(Field.ERROR, Cause.of(failure))
                    .log("{} breaks off, and goes on in {} s", name, betweenMs / 1_000);
        }
        if (failure == null && isWoken) {
            begin();
        } else {
            next = loop.after(betweenMs, this::begin);
        }
    }
}
