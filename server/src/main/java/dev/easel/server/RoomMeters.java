package dev.easel.server;

import dev.easel.server.room.RoomMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What rooms count, as meters. */
final class RoomMeters {
    private final MeterRegistry registry;
    private final RoomMetrics metrics;

    RoomMeters(MeterRegistry registry, RoomMetrics metrics) {
        this.registry = registry;
        this.metrics = metrics;
    }

    void register() {
        gauge("easel.rooms", "Projects in memory", RoomMetrics::rooms);
        gauge("easel.sessions", "Sessions in all rooms", RoomMetrics::sessions);
        counter("easel.edits.accepted", "Edits that became events", RoomMetrics::acceptedEdits);
        counter("easel.edits.refused", "Edits that were refused", RoomMetrics::refusedEdits);
        counter("easel.sessions.lagged", "Times a slow receiver was cut off and synced again", RoomMetrics::lagged);
        counter("easel.rooms.broken", "Rooms closed after losing their project or an invariant", RoomMetrics::broken);
    }

    private void gauge(String name, String description, ToDoubleFunction<RoomMetrics> value) {
        Gauge.builder(name, metrics, value).description(description).register(registry);
    }

    private void counter(String name, String description, ToDoubleFunction<RoomMetrics> value) {
        FunctionCounter.builder(name, metrics, value).description(description).register(registry);
    }
}
