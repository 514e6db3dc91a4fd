package dev.easel.server.metrics;

import dev.easel.server.metrics.ActivityLog.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The meters of which instance owns what. Written on any thread. */
public final class OwnershipMetrics {
    private final Meters meters;
    private final ActivityLog activity;
    private final Counter fromDead;
    private final Counter lost;
    private final Counter moved;
    private final Counter handedOver;
    private volatile Supplier<Number> owned = () -> 0;
    private final AtomicInteger frozen = new AtomicInteger();
    private final AtomicInteger instances = new AtomicInteger(1);

    /** @param activity told of what people would want to know */
    public OwnershipMetrics(MeterRegistry registry, ActivityLog activity) {
        this.activity = activity;
        meters = new Meters(registry);
        fromDead = meters.counter("easel.ownership.taken", "Projects that were taken over from a dead instance");
        lost = meters.counter("easel.ownership.lost", "Projects in memory that another instance had taken");
        moved = meters.counter("easel.ownership.moved", "Projects that went to the instance of their people");
        handedOver = meters.counter("easel.ownership.handed.over", "Projects given to others at the end");
        meters.gauge("easel.ownership.frozen", "1 while no edits are taken, since the lease has run out", frozen::get);
        meters.gauge("easel.instances", "Living instances on this database, this one included", instances::get);
    }

    public void watch(Supplier<Number> projects) {
        owned = projects;
        meters.gauge("easel.ownership.projects", "Projects that this instance owns", projects);
    }

    /** @param dead the instance that had it */
    public void claimedFromDead(UUID project, String dead) {
        fromDead.increment();
        activity.note(Kind.TOOK_OVER, project, "from " + dead);
    }

    public void movedToPeople(UUID project, String instance) {
        moved.increment();
        activity.note(Kind.HANDED_OVER, project, "to " + instance + ", through which its people come");
    }

    /** A project went to another instance, since this one ends. */
    public void handedOver(UUID project, String instance) {
        handedOver.increment();
        activity.note(Kind.HANDED_OVER, project, "to " + instance);
    }

    public void lost(UUID project) {
        lost.increment();
        activity.note(Kind.LOST, project);
    }

    // ---- as they are now, from any thread

    /** Projects that this instance owns. */
    public int owned() {
        return owned.get().intValue();
    }

    public void frozen(boolean isFrozen) {
        frozen.set(isFrozen ? 1 : 0);
    }

    public void instances(int living) {
        instances.set(living);
    }
}
