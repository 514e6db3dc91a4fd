package dev.easel.server.dashboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.easel.server.metrics.AutoSaveMetrics;
import dev.easel.server.metrics.InstanceMetrics;
import dev.easel.server.metrics.LoopMetrics;
import dev.easel.server.room.TestLoop;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final long STEP = Ring.STEP_MS;

    private final TestLoop loop = new TestLoop();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InstanceMetrics metrics = InstanceMetrics.of(registry, loop);
    private final AutoSaveMetrics saves = new AutoSaveMetrics(registry, () -> 3, () -> 1_200);
    private final LoopMetrics loops = new LoopMetrics(registry, List.of("a"));
    private final Ring ring = new Ring();
    private long used;
    private Supplier<Future<Void>> ask = Future::succeededFuture;

    private final Readings readings = new Readings(
            metrics.rooms(),
            metrics.journal(),
            saves,
            loops,
            () -> 0,
            new Readings.Machine(() -> 4_096, 8_192, () -> used, () -> TimeUnit.MILLISECONDS.toNanos(loop.now()), 2),
            loop,
            () -> ask.get());
    private final Sampler sampler = new Sampler(loop, ring, readings.ask(), readings.probes());

    @Test
    @DisplayName("steps begin at multiples of five seconds; each tells what happened in it, and how it was at its end")
    void steps() {
        loop.pass(1_234);
        sampler.start();
        toNextStep();
        metrics.rooms().sessionJoined();
        for (int i = 0; i < 100; i++) {
            metrics.rooms().editAccepted();
            metrics.rooms().delivered(5);
            metrics.rooms().broadcast(i < 98 ? 4 : 40);
            metrics.journal().durable(120);
        }
        loops.lag("a", 70);
        used += TimeUnit.MILLISECONDS.toNanos(STEP);
        metrics.journal().oldestUndurable(OptionalLong.of(loop.now() + STEP - 250));
        loop.pass(STEP);
        loop.pass(STEP);
        Map<String, Object> steps = ring.since(-1);
        long[] at = (long[]) steps.get("at");
        assertEquals(3, at.length);
        assertEquals(0, at[0] % STEP);
        assertEquals(STEP, at[1] - at[0]);
        assertEquals(loop.now() / STEP * STEP - STEP, at[2]);
        assertArrayEquals(new long[] {0, 1, 1}, (long[]) steps.get("sessions"));
        assertArrayEquals(new long[] {0, 100, 0}, (long[]) steps.get("edits"));
        assertArrayEquals(new long[] {0, 500, 0}, (long[]) steps.get("deliveries"));
        assertArrayEquals(new Object[] {null, 50L, null}, (Object[]) steps.get("broadcast"), "the bound of its bucket");
        assertArrayEquals(new Object[] {null, 150L, null}, (Object[]) steps.get("durable"));
        assertArrayEquals(new long[] {0, 70, 0}, (long[]) steps.get("loop"));
        assertArrayEquals(new double[] {0, 0.5, 0}, (double[]) steps.get("cpu"), "one of two cores");
        assertArrayEquals(new long[] {0, 250, 250 + STEP}, (long[]) steps.get("lag"));
        assertArrayEquals(new long[] {3, 3, 3}, (long[]) steps.get("dirty"));
        assertArrayEquals(new long[] {1_200, 1_200, 1_200}, (long[]) steps.get("unsaved"));
        assertArrayEquals(new long[] {4_096, 4_096, 4_096}, (long[]) steps.get("heap"));
    }

    @Test
    @DisplayName("what does not answer in time holds up no step")
    void not_answered() {
        ask = () -> Promise.<Void>promise().future();
        sampler.start();
        toNextStep();
        assertEquals(0, at().length, "it is waited for");
        loop.pass(Sampler.ASKED_MS);
        assertEquals(1, at().length);
        loop.pass(STEP);
        assertEquals(2, at().length);
    }

    @Test
    @DisplayName("a step that cannot be taken is the only one that is missing")
    void not_taken() {
        ask = () -> {
            throw new IllegalStateException("closed");
        };
        sampler.start();
        assertThrows(IllegalStateException.class, () -> loop.pass(0), "asked at the start, too");
        assertThrows(IllegalStateException.class, this::toNextStep);
        ask = Future::succeededFuture;
        loop.pass(STEP);
        assertEquals(1, at().length);
    }

    @Test
    @DisplayName("once stopped it takes no more")
    void stopped() {
        sampler.start();
        toNextStep();
        sampler.stop();
        loop.pass(10 * STEP);
        assertEquals(1, at().length);
        assertEquals(0, loop.timers());
    }

    @Test
    @DisplayName("a 99th percentile beyond the last bound is twice that")
    void beyond() {
        InstanceMetrics own = InstanceMetrics.of(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), loop);
        var p99 = Probes.p99(own.rooms().broadcast());
        own.rooms().broadcast(3_600_000);
        assertEquals(10_000, p99.getAsDouble());
        assertEquals(Double.NaN, p99.getAsDouble());
    }

    private void toNextStep() {
        loop.pass(STEP - loop.now() % STEP);
    }

    private long[] at() {
        return (long[]) ring.since(-1).get("at");
    }
}
