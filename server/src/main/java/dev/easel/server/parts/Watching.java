package dev.easel.server.parts;

import dev.easel.server.dashboard.DashboardApi;
import dev.easel.server.dashboard.Others;
import dev.easel.server.dashboard.Readings;
import dev.easel.server.health.Health;
import dev.easel.server.health.Readiness;
import dev.easel.server.http.Build;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.ActivityLog.Kind;
import dev.easel.server.metrics.AutoSaveMetrics;
import dev.easel.server.metrics.HealthMetrics;
import dev.easel.server.metrics.InstanceMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The parts of an instance by which it is watched: the lag of its event loops, and its dashboard. */
public final class Watching {
    private final LoopWatching loops;
    private final String version = Build.current().version();
    private final InstanceMetrics metrics;
    private final DashboardApi api;

    /**
     * @param rooms the event loops of rooms
     * @param loops the others, by name
     * @param background where steps of the dashboard are taken
     * @param monotonicMs milliseconds of a clock that is never set
     * @param waitMs the most time that a request waits for its turn, in milliseconds
     */
    public Watching(
            Vertx vertx,
            MeterRegistry registry,
            InstanceMetrics metrics,
            AutoSaveMetrics saved,
            List<Loop> rooms,
            Map<String, Loop> loops,
            Loop background,
            LongSupplier monotonicMs,
            InstantSource clock,
            DashboardParts parts,
            Health health,
            Others others,
            long waitMs) {
        this.metrics = metrics;
        this.loops = new LoopWatching(registry, LoopWatching.named(rooms, loops), monotonicMs);
        HealthMetrics judged = new HealthMetrics(
                registry,
                Arrays.stream(Readiness.Reason.values()).map(Enum::name).toList());
        metrics.journal().watchLag(clock);
        Readings readings = new Readings(
                metrics.rooms(),
                metrics.journal(),
                saved,
                this.loops.metrics(),
                this.loops::overdueMs,
                DashboardParts.machine(),
                clock,
                () -> parts.ask(health, judged, clock.millis()));
        api = new DashboardApi(vertx, background, parts, others, readings, () -> saved.figures(clock.millis()), waitMs);
    }

    public DashboardApi api() {
        return api;
    }

    /** The instance serves. */
    public void start() {
        loops.start();
        api.start();
        metrics.activity().note(Kind.STARTED, "version " + version);
    }

    /** The instance ends; it is watched until {@link #stop}. */
    public void ending() {
        metrics.activity().note(Kind.DRAINING, "version " + version);
    }

    public void stop() {
        loops.stop();
        api.stop();
    }
}
