package dev.easel.server.ownership;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.OwnershipMetrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this instance alive for the others, and watches whether they live: beats several times in a lease, over a
 * connection of its own, and makes that anew when it is lost. It does not beat while an event loop hangs: what hangs
 * must not own anything. Confined to its loop.
 */
final class Lease {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    /** Between two attempts to connect, in milliseconds. */
    static final long RECONNECT_MS = 200;

    private final Loop loop;
    private final OwnershipSettings settings;
    private final Instances instances;
    private final Liveness liveness;
    private final LeaseTenure tenure;
    private final LoopCheck loops;
    private final LongSupplier monotonicMs;
    private final OwnershipMetrics metrics;
    private final Watcher watcher;

    private Instances.@Nullable Connected connected;
    private boolean isBeating;
    private boolean isHanging;
    private boolean isChecking;
    private boolean isCheckedInVain;
    private boolean isLeaving;
    private boolean isEnded;
    private boolean isFrozenTold;
    private Set<Promise<Void>> lookers = new LinkedHashSet<>();

    /** Is told what the lease finds out. Called on its loop. */
    interface Watcher {
        /** This instance may have lost projects, or missed what was told of them: it looks at all it holds. */
        Future<Void> check();

        /** A project was claimed by another, changed, or deleted. */
        void told(UUID project);

        /** These have died or ended. */
        void gone(Set<String> instances);

        /** Whether edits are taken. */
        void frozen(boolean isFrozen);
    }

    Lease(
            Loop loop,
            OwnershipSettings settings,
            Instances instances,
            Liveness liveness,
            LeaseTenure tenure,
            LoopCheck loops,
            LongSupplier monotonicMs,
            OwnershipMetrics metrics,
            Watcher watcher) {
        this.loop = loop;
        this.settings = settings;
        this.instances = instances;
        this.liveness = liveness;
        this.tenure = tenure;
        this.loops = loops;
        this.monotonicMs = monotonicMs;
        this.metrics = metrics;
        this.watcher = watcher;
    }

    /** Completes with the first beat. */
    Future<Void> start() {
        Future<Void> first = firstLook(0);
        connect(false);
        loop.after(settings.beatMs(), this::tick);
        return first;
    }

    /** A database that goes away while an instance starts is waited for. */
    private Future<Void> firstLook(long afterMs) {
        return look(afterMs).recover(failure -> isEnded ? Future.failedFuture(failure) : firstLook(settings.beatMs()));
    }

    /** Completes when all instances were looked at, by a look that began {@code afterMs} from now or later. */
    Future<Void> look(long afterMs) {
        Promise<Void> looked = Promise.promise();
        if (afterMs > 0) {
            loop.after(afterMs, () -> look(0).onComplete(looked));
            return looked.future();
        }
        if (isEnded) {
            return Future.failedFuture(new IllegalStateException("the instance has ended"));
        }
        lookers.add(looked);
        beat();
        // Nobody waits for a database that is away, and nobody who has given up is kept.
        return loop.within(settings.leaseMs(), looked.future()).onFailure(_ -> lookers.remove(looked));
    }

    /** Tells the others that this one takes nothing more; completes when they can know it, or after a beat's time. */
    Future<Void> leave() {
        isLeaving = true;
        return loop.within(settings.beatMs(), look(0)).otherwiseEmpty();
    }

    /** Leaves the table. Completes on the loop, when it has or could not. */
    Future<Void> end() {
        isEnded = true;
        Instances.Connected last = connected;
        connected = null;
        return last == null
                ? Future.succeededFuture()
                : loop.bring(loop.within(settings.beatMs(), last.leave())
                        .otherwiseEmpty()
                        .compose(_ -> last.close())
                        .otherwiseEmpty());
    }

    private void tick() {
        if (isEnded) {
            return;
        }
        loop.after(settings.beatMs(), this::tick);
        tenure.awake();
        isHanging = !loops.haveAnswered();
        if (isHanging) {
            LOG.warn("An event loop of this server hangs: until it answers, others may take its projects");
        } else {
            loops.ask();
            beat();
        }
        tellFrozen(tenure.isFrozen());
    }

    private void tellFrozen(boolean isFrozen) {
        if (isFrozen == isFrozenTold) {
            return;
        }
        isFrozenTold = isFrozen;
        metrics.frozen(isFrozen);
        if (isFrozen) {
            LOG.warn(
                    "No edits are taken: the database has not heard from this server for almost a lease of {} ms",
                    settings.leaseMs());
        } else {
            LOG.info("Edits are taken again");
        }
        watcher.frozen(isFrozen);
    }

    private void beat() {
        Instances.Connected over = connected;
        if (over == null || isBeating || isHanging) {
            return;
        }
        isBeating = true;
        Set<Promise<Void>> waiting = lookers;
        lookers = new LinkedHashSet<>();
        long sentAt = monotonicMs.getAsLong();
        loop.within(settings.tenureMs(), over.beat(isLeaving)).onComplete((rows, failure) -> {
            isBeating = false;
            if (over != connected) {
                lookers.addAll(waiting);
            } else if (failure == null) {
                looked(sentAt, rows, over);
                waiting.forEach(Promise::complete);
            } else {
                lookers.addAll(waiting);
                lost(over, failure);
            }
            if (!lookers.isEmpty()) {
                beat();
            }
        });
    }

    private void looked(long sentAt, List<Sighting> rows, Instances.Connected over) {
        long now = monotonicMs.getAsLong();
        // Before the beat counts: an edit that waits behind this turn must find out that there was a gap.
        boolean mustCheck = tenure.mustCheck();
        boolean wasLate = tenure.isLate();
        Set<String> gone = liveness.looked(now, rows);
        tenure.beaten(sentAt, liveness.hasCompany(now));
        metrics.instances(liveness.living().size() + 1);
        if (!gone.isEmpty()) {
            LOG.info("Instances that have ended: {}", gone);
            watcher.gone(gone);
        }
        rows.stream().filter(row -> liveness.isLongDead(row.id())).forEach(over::remove);
        if (mustCheck) {
            tellFrozen(tenure.isFrozen()); // edits may have been dropped, whose authors wait for this, and its end
            if (wasLate || !isChecking) {
                check();
            }
        }
    }

    /** Looks at all that is held, one look after the other. One that is under way was too early: it does not count. */
    private void check() {
        isCheckedInVain = isChecking;
        if (!isChecking) {
            isChecking = true;
            checkNow();
        }
    }

    private void checkNow() {
        loop.bring(watcher.check()).onComplete((_, failure) -> {
            if (isEnded) {
                return;
            }
            if (failure != null) {
                LOG.atWarn()
                        .addKeyValue(Field.ERROR, Cause.of(failure))
                        .log("What this server owns could not be looked at");
                loop.after(RECONNECT_MS, this::checkAgain);
            } else if (isCheckedInVain) {
                checkAgain();
            } else {
                isChecking = false;
                tenure.checked();
                tellFrozen(tenure.isFrozen());
            }
        });
    }

    private void checkAgain() {
        isCheckedInVain = false;
        checkNow();
    }

    private void lost(Instances.Connected over, Throwable failure) {
        LOG.atWarn().addKeyValue(Field.ERROR, Cause.of(failure)).log("The connection of the lease was lost");
        connected = null;
        over.close();
        connect(true);
    }

    private void connect(boolean isAgain) {
        if (isEnded) {
            return;
        }
        Future<Instances.Connected> connecting = instances.connect(watcher::told);
        loop.within(settings.leaseMs(), connecting).onComplete((made, failure) -> {
            if (failure != null) {
                connecting.onSuccess(Instances.Connected::close); // it may come too late
                loop.after(RECONNECT_MS, () -> connect(isAgain));
            } else if (isEnded) {
                made.close();
            } else {
                connected = made;
                if (isAgain) {
                    liveness.reconnected(monotonicMs.getAsLong());
                    check();
                }
                beat();
            }
        });
    }
}
