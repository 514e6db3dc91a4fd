package dev.easel.server.dashboard;

import dev.easel.server.metrics.AutoSaveMetrics;
import dev.easel.server.metrics.JournalMetrics;
import dev.easel.server.metrics.LoopMetrics;
import dev.easel.server.metrics.RoomMetrics;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the steps are read from.
 *
 * @param overdueMs how long an event loop hangs at the moment, the worst of all, in milliseconds
 * @param ask has everything asked that is not there to be read
 */
public record Readings(
        RoomMetrics rooms,
        JournalMetrics journal,
        AutoSaveMetrics saves,
        LoopMetrics loops,
        LongSupplier overdueMs,
        Machine machine,
        InstantSource clock,
        Supplier<Future<Void>> ask) {
    /** One for each column; what they count begins now. */
    Map<Column, DoubleSupplier> probes() {
        Map<Column, DoubleSupplier> probes = new EnumMap<>(Column.class);
        probes.put(Column.SESSIONS, rooms::sessions);
        probes.put(Column.ROOMS, rooms::rooms);
        probes.put(Column.EDITS, Probes.rise(rooms::accepted));
        probes.put(Column.DELIVERIES, Probes.rise(rooms::deliveries));
        probes.put(Column.REFUSALS, Probes.rise(rooms::refused));
        probes.put(Column.BROADCAST, Probes.p99(rooms.broadcast()));
        probes.put(Column.DURABLE, Probes.p99(journal.durable()));
        probes.put(Column.LAG, () -> journal.oldestUndurableMs(clock.millis()));
        probes.put(Column.UNDURABLE, journal::undurableBytes);
        probes.put(Column.DIRTY, saves::dirtyProjects);
        probes.put(Column.UNSAVED, saves::oldestUnsavedAgeMs);
        probes.put(Column.SAVES, Probes.rise(saves::succeeded));
        probes.put(Column.FAILURES, Probes.rise(saves::failures));
        probes.put(Column.CPU, Probes.part(machine.cpuNanos(), machine.nanos(), machine.cores()));
        probes.put(Column.HEAP, machine.heapBytes()::getAsLong);
        probes.put(Column.LOOP, () -> Math.max(loops.takeWorst(), overdueMs.getAsLong()));
        return probes;
    }

    /**
     * What the process uses of its machine.
     *
     * @param heapMost bytes that the heap may have
     * @param cpuNanos time of cores that it has used
     * @param nanos a clock that is never set
     */
    public record Machine(
            LongSupplier heapBytes, long heapMost, LongSupplier cpuNanos, LongSupplier nanos, int cores) {}
}
