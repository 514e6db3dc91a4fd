package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of the work in the background. Written on any thread. */
public final class UpkeepMetrics {
    /** The tables that grow with what people do. */
    public static final List<String> TABLES = List.of(
            "event",
            "canvas_object",
            "asset",
            "picture",
            "snapshot",
            "history_snapshot",
            "history_entry",
            "history_block",
            "deleted_object",
            "horizon_part",
            "folded_edit",
            "folded_form",
            "audit");

    private final Counter purged;
    private final Counter auditDropped;
    private final Counter rowsRemoved;
    private final Counter caughtUp;
    private final Counter notCaughtUp;
    private final Counter snapshotsFailed;
    private final Counter eventsDropped;
    private final Counter folds;
    private final Counter foldsFailed;
    private final AtomicLong snapshotsWaiting = new AtomicLong();
    /** Bytes by the names of {@link #TABLES}. */
    private final Map<String, AtomicLong> stored = new LinkedHashMap<>();

    private final AtomicLong largestProject = new AtomicLong();
    private final AtomicLong trashed = new AtomicLong();
    private final AtomicLong deletedWaiting = new AtomicLong();
    private final AtomicLong behindWaiting = new AtomicLong();

    public UpkeepMetrics(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        purged = meters.counter("easel.trash.purged", "Projects that were in the trash for long enough and are gone");
        auditDropped = meters.counter("easel.audit.dropped", "Sign-ins and the like that are not in the audit log");
        rowsRemoved = meters.counter("easel.deleted.rows.removed", "Rows of deleted projects that were removed");
        caughtUp =
                meters.counter("easel.catchup.saved", "Projects behind their journal that were saved without a call");
        notCaughtUp = meters.counter(
                "easel.catchup.failures", "Projects behind their journal that could not be saved without a call");
        snapshotsFailed =
                meters.counter("easel.history.snapshot.failures", "Snapshots of the past that could not be made");
        eventsDropped = meters.counter("easel.retention.events.dropped", "Events that were folded and deleted");
        folds = meters.counter("easel.retention.folds", "Times that old events of a project were folded");
        foldsFailed = meters.counter(
                "easel.retention.failures", "Times that old events of a project could not be folded or deleted");
        meters.gauge(
                "easel.history.snapshots.waiting",
                "Projects whose journals have grown, and wait for a snapshot",
                snapshotsWaiting::get);
        for (String table : TABLES) {
            AtomicLong bytes = new AtomicLong();
            stored.put(table, bytes);
            meters.gauge("easel.stored", "bytes", "What a table takes, with its indexes", "table", table, bytes::get);
        }
        meters.gauge(
                "easel.stored.largest.project",
                "bytes",
                "Events of the project that has most, but for its latest",
                largestProject::get);
        meters.gauge("easel.trash.projects", "Projects in the trash, as of the last round", trashed::get);
        meters.gauge("easel.deleted.projects.waiting", "Deleted projects with rows to be removed", deletedWaiting::get);
        meters.gauge(
                "easel.catchup.waiting", "Projects behind their journal that wait to be saved", behindWaiting::get);
    }

    public void purged(int projects) {
        purged.increment(projects);
    }

    public void auditDropped() {
        auditDropped.increment();
    }

    public void trashed(long projects) {
        trashed.set(projects);
    }

    public void rowsRemoved(int rows) {
        rowsRemoved.increment(rows);
    }

    public void deletedWaiting(long projects) {
        deletedWaiting.set(projects);
    }

    public void caughtUp() {
        caughtUp.increment();
    }

    public void notCaughtUp() {
        notCaughtUp.increment();
    }

    public void eventsDropped(int events) {
        eventsDropped.increment(events);
    }

    public void folded() {
        folds.increment();
    }

    public void foldFailed() {
        foldsFailed.increment();
    }

    public void snapshotFailed() {
        snapshotsFailed.increment();
    }

    public void snapshotsWaiting(long projects) {
        snapshotsWaiting.set(projects);
    }

    /** @param table one of {@link #TABLES} */
    public void stored(String table, long bytes) {
        AtomicLong gauge = stored.get(table);
        if (gauge == null) {
            throw new IllegalArgumentException("not a table that is measured: " + table);
        }
        gauge.set(bytes);
    }

    public void largestProject(long bytes) {
        largestProject.set(bytes);
    }

    public void behindWaiting(long projects) {
        behindWaiting.set(projects);
    }
}
