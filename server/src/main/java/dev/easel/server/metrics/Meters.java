package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Registers meters, all in the same way. */
final class Meters {
    /** The span of time that percentiles cover. */
    private static final Duration PERCENTILES_OVER = Duration.ofMinutes(10);

    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /** One of a closed set of counters that differ in a label. */
    Counter counter(String name, String description, String label, String value) {
        return Counter.builder(name).description(description).tag(label, value).register(registry);
    }

    /**
     * A counter that its part keeps itself. Micrometer holds the state of such a counter weakly, and lets it stand
     * still where nobody else holds it: so its state is the registry, which lasts.
     */
    void counter(String name, String description, Supplier<Number> of) {
        FunctionCounter.builder(name, registry, _ -> of.get().doubleValue())
                .description(description)
                .register(registry);
    }

    /** @param unit becomes part of the name that Prometheus shows */
    void counter(String name, String unit, String description, Supplier<Number> of) {
        FunctionCounter.builder(name, registry, _ -> of.get().doubleValue())
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    void gauge(String name, String description, String label, String value, Supplier<Number> of) {
        Gauge.builder(name, of).description(description).tag(label, value).register(registry);
    }

    /**
     * One of a closed set of gauges that differ in a label.
     *
     * @param unit becomes part of the name that Prometheus shows
     */
    void gauge(String name, String unit, String description, String label, String value, Supplier<Number> of) {
        Gauge.builder(name, of)
                .description(description)
                .baseUnit(unit)
                .tag(label, value)
                .register(registry);
    }

    /** With the median and the 99th percentile over the last ten minutes. */
    Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.99)
                .distributionStatisticExpiry(PERCENTILES_OVER)
                .register(registry);
    }

    /**
     * A histogram with fixed buckets.
     *
     * @param boundsMs of its buckets, in milliseconds, rising
     */
    LatencyMeter latency(String name, String description, long... boundsMs) {
        return new LatencyMeter(histogram(Timer.builder(name).description(description), boundsMs), boundsMs);
    }

    /** One of a closed set of histograms that differ in a label. */
    LatencyMeter latency(String name, String description, String label, String value, long... boundsMs) {
        Timer.Builder builder = Timer.builder(name).description(description).tag(label, value);
        return new LatencyMeter(histogram(builder, boundsMs), boundsMs);
    }

    private Timer histogram(Timer.Builder builder, long[] boundsMs) {
        Duration[] bounds = LongStream.of(boundsMs).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
        return builder.serviceLevelObjectives(bounds).register(registry);
    }

    DistributionSummary summary(String name, String description) {
        return DistributionSummary.builder(name).description(description).register(registry);
    }

    /** @param unit becomes part of the name that Prometheus shows */
    DistributionSummary summary(String name, String unit, String description) {
        return DistributionSummary.builder(name)
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** @param unit becomes part of the name that Prometheus shows */
    void gauge(String name, String unit, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).baseUnit(unit).register(registry);
    }
}
