package dev.easel.server.dashboard;

import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes a step every five seconds, at the same times as all other instances do. Confined to its loop. */
final class Sampler {
    /** How long a step waits for what is asked elsewhere, in milliseconds. */
    static final long ASKED_MS = 1_000;

    private final Loop loop;
    private final Ring ring;
    private final Supplier<Future<Void>> ask;
    private final Map<Column, DoubleSupplier> probes;
    private Loop.@Nullable Timer timer;
    private long lastBegunAt;

    /**
     * @param ask has asked elsewhere what the probes tell then; what does not come in time is told as it was
     * @param probes one for each column; asked on the loop
     */
    Sampler(Loop loop, Ring ring, Supplier<Future<Void>> ask, Map<Column, DoubleSupplier> probes) {
        this.loop = loop;
        this.ring = ring;
        this.ask = ask;
        this.probes = new EnumMap<>(probes);
    }

    /** May be called from any thread, as may {@link #stop}. */
    void start() {
        loop.execute(() -> {
            await();
            var _ = ask.get(); // what is judged is known from the start, and not only after the first step
        });
    }

    void stop() {
        loop.execute(() -> {
            if (timer != null) {
                timer.cancel();
            }
        });
    }

    private void await() {
        long now = loop.now();
        timer = loop.after(Ring.STEP_MS - Math.floorMod(now, Ring.STEP_MS), this::end);
    }

    /** A step has ended, at the nearest multiple: a timer may be a little early or late. */
    private void end() {
        await(); // first, whatever becomes of this step
        long nearest = loop.now() + Ring.STEP_MS / 2;
        long begunAt = nearest - Math.floorMod(nearest, Ring.STEP_MS) - Ring.STEP_MS;
        if (begunAt != lastBegunAt) {
            lastBegunAt = begunAt;
            loop.within(ASKED_MS, ask.get()).onComplete((_, _) -> ring.add(begunAt, this::read));
        }
    }

    private double read(Column column) {
        return Objects.requireNonNull(probes.get(column)).getAsDouble();
    }
}
