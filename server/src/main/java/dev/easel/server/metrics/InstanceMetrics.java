package dev.easel.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/** The meters of the parts of one instance, but for those that are asked back ({@link AutoSaveMetrics} and others). */
public record InstanceMetrics(
        StoreMetrics store,
        OwnershipMetrics ownership,
        UpkeepMetrics upkeep,
        JournalMetrics journal,
        ResidenceMetrics residence,
        RoomMetrics rooms,
        ConnectionMetrics connections,
        ForwardingMetrics forwarding,
        ActivityLog activity) {
    public static InstanceMetrics of(MeterRegistry registry, InstantSource clock) {
        ActivityLog activity = new ActivityLog(clock);
        return new InstanceMetrics(
                new StoreMetrics(registry),
                new OwnershipMetrics(registry, activity),
                new UpkeepMetrics(registry),
                new JournalMetrics(registry),
                new ResidenceMetrics(registry),
                new RoomMetrics(registry),
                new ConnectionMetrics(registry),
                new ForwardingMetrics(registry),
                activity);
    }
}
