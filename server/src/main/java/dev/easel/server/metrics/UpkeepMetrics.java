package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of the work in the background. Written on any thread. */
public final class UpkeepMetrics {
    private final Counter rowsRemoved;
    private final Counter caughtUp;
    private final Counter notCaughtUp;
    private final Counter snapshotsFailed;
    private final AtomicLong snapshotsWaiting = new AtomicLong();
    private final AtomicLong deletedWaiting = new AtomicLong();
    private final AtomicLong behindWaiting = new AtomicLong();

    public UpkeepMetrics(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        rowsRemoved = meters.counter("easel.deleted.rows.removed", "Rows of deleted projects that were removed");
        caughtUp =
                meters.counter("easel.catchup.saved", "Projects behind their journal that were saved without a call");
        notCaughtUp = meters.counter(
                "easel.catchup.failures", "Projects behind their journal that could not be saved without a call");
        snapshotsFailed =
                meters.counter("easel.history.snapshot.failures", "Snapshots of the past that could not be made");
        meters.gauge(
                "easel.history.snapshots.waiting",
                "Projects whose journals have grown, and wait for a snapshot",
                snapshotsWaiting::get);
        meters.gauge("easel.deleted.projects.waiting", "Deleted projects with rows to be removed", deletedWaiting::get);
        meters.gauge(
                "easel.catchup.waiting", "Projects behind their journal that wait to be saved", behindWaiting::get);
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

    public void snapshotFailed() {
        snapshotsFailed.increment();
    }

    public void snapshotsWaiting(long projects) {
        snapshotsWaiting.set(projects);
    }

    public void behindWaiting(long projects) {
        behindWaiting.set(projects);
    }
}
