package dev.easel.server.ownership;

import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.OwnershipMetrics;
import dev.easel.server.ownership.ProjectOwners.Owner;
import dev.easel.server.persistence.Claims;
import dev.easel.server.persistence.OwnershipListener;
import dev.easel.server.persistence.Tenure;
import io.vertx.core.Future;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What this instance owns, and what others do. A project is claimed when it is loaded, and given up when it leaves
 * memory. Its methods may be called from any thread, after {@link #attach}.
 */
public final class Ownership implements Claims, Owners {
    /** How often a project is looked at before it is called busy: its owner may change meanwhile. */
    private static final int LOOKS = 5;

    private static final Claim ELSEWHERE = new Claim.Elsewhere();
    private static final Place HERE = new Place.Here();

    private final Loop loop;
    private final ProjectOwners owners;
    private final EpochClock epochs;
    private final OwnershipSettings settings;
    private final OwnershipMetrics metrics;
    private final LongSupplier monotonicMs;
    private final String self;
    private final Liveness liveness;
    private final LeaseTenure tenure;
    private final List<Consumer<String>> goneListeners = new CopyOnWriteArrayList<>();

    private @Nullable OwnershipListener rooms;
    private @Nullable HeldProjects held;
    private @Nullable Lease lease;
    private int turn;
    private volatile boolean isLeaving;

    /**
     * @param loop its own: it must not wait for what other loops do
     * @param owners in the name of this instance
     * @param id new for each process
     * @param clock a claim raises the epoch to its time at least
     * @param monotonicMs milliseconds of a clock that is never set
     */
    public Ownership(
            Loop loop,
            ProjectOwners owners,
            OwnershipSettings settings,
            String id,
            InstantSource clock,
            LongSupplier monotonicMs,
            OwnershipMetrics metrics) {
        this.loop = loop;
        this.owners = owners;
        this.epochs = new EpochClock(clock);
        this.settings = settings;
        this.metrics = metrics;
        this.monotonicMs = monotonicMs;
        this.self = id;
        liveness = new Liveness(id, settings);
        tenure = new LeaseTenure(settings, monotonicMs);
    }

    public Tenure tenure() {
        return tenure;
    }

    /**
     * Must be called before anything else.
     *
     * @param listener is told what was lost
     * @param changed is told of a project in memory whose title, settings or version were changed, by whomever
     */
    public void attach(OwnershipListener listener, Consumer<UUID> changed) {
        rooms = listener;
        held = new HeldProjects(loop, owners, metrics, listener, changed);
    }

    private OwnershipListener rooms() {
        return Objects.requireNonNull(rooms);
    }

    private HeldProjects held() {
        return Objects.requireNonNull(held);
    }

    /**
     * Enters the table of instances; completes with the first beat.
     *
     * @param instances in the name of this instance
     * @param loops an instance does not beat while one of them hangs
     */
    public Future<Void> start(Instances instances, List<? extends Loop> loops) {
        return loop.ask(() -> {
            Lease begun = new Lease(
                    loop,
                    settings,
                    instances,
                    liveness,
                    tenure,
                    new LoopCheck(loops),
                    monotonicMs,
                    metrics,
                    new OfLease());
            lease = begun;
            return begun.start();
        });
    }

    /** Claims nothing any more: what comes is for the others. Completes when these can know, and give it nothing. */
    public Future<Void> leave() {
        isLeaving = true;
        return loop.ask(() -> lease == null ? Future.succeededFuture() : lease.leave());
    }

    public boolean isLeaving() {
        return isLeaving;
    }

    /** Leaves the table of instances, when everything was given up. */
    public Future<Void> stop() {
        return loop.ask(() -> lease == null ? Future.succeededFuture() : lease.end());
    }

    // ---- claims

    @Override
    public Future<Claim> claim(UUID project) {
        return loop.ask(() -> {
            if (isLeaving && !liveness.living().isEmpty()) {
                return Future.succeededFuture(ELSEWHERE);
            }
            return tenure.mayTakeEdits()
                    ? claim(project, LOOKS)
                    : Future.failedFuture(new IllegalStateException("this server has no lease"));
        });
    }

    private Future<Claim> claim(UUID project, int left) {
        return loop.bring(owners.take(project, epochs.least()))
                .compose(epoch -> epoch.isPresent()
                        ? Future.succeededFuture(owned(project, epoch))
                        : loop.bring(owners.find(project))
                                .compose(owner -> owner.isEmpty()
                                        ? Future.succeededFuture(new Claim.Absent())
                                        : claimFrom(project, owner.get(), left)));
    }

    private Future<Claim> claimFrom(UUID project, Owner owner, int left) {
        return decided(owner, Optional.empty()).compose(step -> switch (step) {
            case ClaimStep.Leave _ -> Future.succeededFuture(ELSEWHERE);
            case ClaimStep.Take _ when owner.instance().isEmpty() -> again(project, left);
            case ClaimStep.Take _ ->
                loop.bring(owners.takeFrom(
                                project, owner, liveness.beat(owner.instance().get()), epochs.least()))
                        .compose(epoch -> epoch.isPresent()
                                ? Future.succeededFuture(ownedFromDead(project, owner, epoch))
                                : again(project, left));
            case ClaimStep.Look _ -> again(project, left);
        });
    }

    private Future<Claim> again(UUID project, int left) {
        return left > 1 ? claim(project, left - 1) : Future.succeededFuture(ELSEWHERE);
    }

    private Claim owned(UUID project, OptionalLong epoch) {
        held().add(project, epoch.getAsLong());
        return new Claim.Owned(epoch.getAsLong());
    }

    private Claim ownedFromDead(UUID project, Owner dead, OptionalLong epoch) {
        metrics.claimedFromDead(project, dead.instance().orElse(""));
        OwnershipLog.takenOver(project, epoch.orElse(0), dead.instance().orElse(""));
        return owned(project, epoch);
    }

    @Override
    public void release(UUID project, long epoch) {
        held().remove(project, epoch);
        owners.giveUp(project, epoch).onFailure(failure -> OwnershipLog.notGivenUp(project, epoch, failure));
    }

    @Override
    public Future<Void> handOver(UUID project, long epoch, String successor) {
        return owners.handOver(project, epoch, successor).onSuccess(_ -> held().remove(project, epoch));
    }

    // ---- where others are

    @Override
    public Future<Place> locate(UUID project) {
        return held().contains(project)
                ? Future.succeededFuture(HERE)
                : loop.ask(() -> place(project, Optional.empty()));
    }

    @Override
    public Future<Place> locateAgain(UUID project, Place.There failed) {
        return loop.ask(() -> place(project, Optional.of(failed.instance())));
    }

    private Future<Place> place(UUID project, Optional<String> doubted) {
        return loop.bring(owners.find(project))
                .compose(owner -> owner.isEmpty()
                        ? Future.succeededFuture(HERE) // where it is told that there is none
                        : decided(owner.get(), doubted).map(this::place));
    }

    private Place place(ClaimStep step) {
        return switch (step) {
            case ClaimStep.Leave(String instance, URI address) -> new Place.There(instance, address);
            case ClaimStep.Take _, ClaimStep.Look _ ->
                isLeaving ? nextLiving(_ -> true).<Place>map(it -> it).orElse(HERE) : HERE;
        };
    }

    private Optional<Place.There> nextLiving(Predicate<String> fits) {
        List<String> living = liveness.takers().stream().filter(fits).toList();
        return living.isEmpty() ? Optional.empty() : there(living.get(turn++ % living.size()));
    }

    private Optional<Place.There> there(String instance) {
        return liveness.address(instance).map(address -> new Place.There(instance, address));
    }

    /** Another instance that fits and may take what this one gives up, each in its turn; empty where there is none. */
    public Future<Optional<Place.There>> successor(Predicate<String> fits) {
        return loop.ask(() -> Future.succeededFuture(nextLiving(fits)));
    }

    /** The other instances, dead ones included until their rows go. */
    public Future<List<OtherInstance>> others() {
        return loop.ask(() -> Future.succeededFuture(liveness.all()));
    }

    @Override
    public void onGone(Consumer<String> gone) {
        goneListeners.add(gone);
    }

    // ---- deciding, on the loop

    /** Take or Leave, or Look where it could not be told in the end. */
    private Future<ClaimStep> decided(Owner owner, Optional<String> doubted) {
        return decided(owner, doubted, false, LOOKS);
    }

    private Future<ClaimStep> decided(Owner owner, Optional<String> doubted, boolean looked, int looks) {
        ClaimStep step = ClaimStep.of(owner.instance(), self, liveness, looked, doubted);
        return step instanceof ClaimStep.Look(long afterMs) && looks > 0 && lease != null
                ? lease.look(afterMs).compose(_ -> decided(owner, doubted, true, looks - 1))
                : Future.succeededFuture(step);
    }

    // ---- what the lease finds out

    private final class OfLease implements Lease.Watcher {
        @Override
        public Future<Void> check() {
            return held().check();
        }

        @Override
        public void told(UUID project) {
            held().told(project);
        }

        @Override
        public void gone(Set<String> instances) {
            instances.forEach(id -> goneListeners.forEach(listener -> listener.accept(id)));
        }

        @Override
        public void frozen(boolean isFrozen) {
            rooms().frozen(isFrozen);
        }
    }
}
