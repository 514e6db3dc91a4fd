package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The meters of which instance owns what. Written on any thread. */
public final class OwnershipMetrics {
    private final Meters meters;
    private final Counter fromDead;
    private final Counter lost;
    private final Counter moved;
    private final AtomicInteger frozen = new AtomicInteger();
    private final AtomicInteger instances = new AtomicInteger(1);

    public OwnershipMetrics(MeterRegistry registry) {
        meters = new Meters(registry);
        fromDead = meters.counter("easel.ownership.taken", "Projects that were taken over from a dead instance");
        lost = meters.counter("easel.ownership.lost", "Projects in memory that another instance had taken");
        moved = meters.counter("easel.ownership.moved", "Projects that went to the instance of their people");
        meters.gauge("easel.ownership.frozen", "1 while no edits are taken, since the lease has run out", frozen::get);
        meters.gauge("easel.instances", "Living instances on this database, this one included", instances::get);
    }

    public void watch(Supplier<Number> owned) {
        meters.gauge("easel.ownership.projects", "Projects that this instance owns", owned);
    }

    public void claimedFromDead() {
        fromDead.increment();
    }

    public void movedToPeople() {
        moved.increment();
    }

    public void lost() {
        lost.increment();
    }

    public void frozen(boolean isFrozen) {
        frozen.set(isFrozen ? 1 : 0);
    }

    public void instances(int living) {
        instances.set(living);
    }
}
