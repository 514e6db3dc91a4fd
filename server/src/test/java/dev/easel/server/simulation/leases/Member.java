package dev.easel.server.simulation.leases;

import dev.easel.protocol.Event;
import dev.easel.server.HandOver;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.metrics.OwnershipMetrics;
import dev.easel.server.ownership.Owners;
import dev.easel.server.ownership.Ownership;
import dev.easel.server.persistence.Claims.Claim;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.OwnershipListener;
import dev.easel.server.persistence.Tenure;
import dev.easel.server.room.Rooms;
import dev.easel.server.simulation.ErrorCapture;
import dev.easel.server.simulation.Instance;
import dev.easel.server.simulation.InstanceClock;
import dev.easel.server.simulation.ManualLoop;
import dev.easel.server.simulation.Membership;
import dev.easel.server.simulation.World;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Claims what it loads, by the real {@link Ownership}, lease and all, over simulated tables. */
final class Member implements Membership {
    /** How long a server that ends may take to hand its projects over, in milliseconds. */
    private static final long HAND_OVER_MS = 1_000;

    private final Leased servers;
    private final World world;
    private final Instance here;
    private final InstanceClock clock;
    private final ManualLoop loop;
    private final Ownership ownership;
    private final SimulatedInstances instances;
    private boolean isFrozenTold;

    Member(Leased servers, Instance here, InstanceClock clock) {
        this.servers = servers;
        this.world = servers.world;
        this.here = here;
        this.clock = clock;
        loop = new ManualLoop(clock, null);
        instances = new SimulatedInstances(servers, here, clock, loop);
        ownership = new Ownership(
                loop,
                servers.defect.owners(new SimulatedOwners(servers, here), servers.owners),
                servers.faults.ownership(),
                here.toString(),
                clock,
                clock::monotonicMs,
                new OwnershipMetrics(ErrorCapture.METERS, new ActivityLog(InstantSource.system())));
    }

    @Override
    public Future<Loaded> load(UUID project, LoadLimit limit) {
        return ownership.claim(project).compose(claim -> switch (claim) {
            case Claim.Absent _ -> Future.succeededFuture(new Loaded.Absent());
            case Claim.Elsewhere _ -> Future.succeededFuture(new Loaded.Elsewhere());
            case Claim.Owned(long epoch) -> read(project, epoch, limit);
        });
    }

    private Future<Loaded> read(UUID project, long epoch, LoadLimit limit) {
        return world.link
                .send("read", here, () -> servers.owners.read(project, epoch, here, limit))
                .onComplete((loaded, _) -> {
                    if (!(loaded instanceof Loaded.Found)) {
                        release(project, epoch);
                    }
                });
    }

    @Override
    public void release(UUID project, long epoch) {
        ownership.release(project, epoch);
    }

    @Override
    public Future<Void> handOver(UUID project, long epoch, String successor) {
        return ownership.handOver(project, epoch, successor);
    }

    @Override
    public void taken(UUID project, long epoch, Event event) {
        servers.owners.leases.taken(here.toString(), event.at(), servers.owners.lookedAt(project, epoch));
    }

    @Override
    public Tenure tenure() {
        return servers.defect.tenure(ownership.tenure(), () -> isFrozenTold);
    }

    Owners owners() {
        return ownership;
    }

    @Override
    public List<ManualLoop> loops() {
        return List.of(loop);
    }

    @Override
    public void begin(OwnershipListener rooms, List<ManualLoop> roomLoops) {
        ownership.attach(new Listener(rooms), _ -> {});
        var _ = ownership.start(servers.defect.instances(instances, servers.owners, clock), roomLoops);
    }

    @Override
    public Future<Void> leave(Rooms rooms) {
        HandOver.Successors unprepared = (_, _, _) -> Future.failedFuture("nothing is read before");
        OwnershipMetrics metrics = new OwnershipMetrics(ErrorCapture.METERS, new ActivityLog(InstantSource.system()));
        HandOver handOver = new HandOver(loop, rooms, ownership, unprepared, metrics);
        return ownership.leave().compose(_ -> loop.within(HAND_OVER_MS, handOver.all(HAND_OVER_MS)));
    }

    @Override
    public Future<Void> end() {
        return ownership.stop();
    }

    /** Remembers what was told of freezing, for a server that knows of nothing else. */
    private final class Listener implements OwnershipListener {
        private final OwnershipListener rooms;

        Listener(OwnershipListener rooms) {
            this.rooms = rooms;
        }

        @Override
        public void lost(UUID project, long epoch) {
            rooms.lost(project, epoch);
        }

        @Override
        public Future<Void> heard() {
            return rooms.heard();
        }

        @Override
        public void deleted(UUID project) {
            rooms.deleted(project);
        }

        @Override
        public void frozen(boolean isFrozen) {
            isFrozenTold = isFrozen;
            world.note(here, isFrozen ? "freezes" : "takes edits again");
            world.counts.count(isFrozen ? "frozen" : "thawed");
            rooms.frozen(isFrozen);
        }
    }
}
