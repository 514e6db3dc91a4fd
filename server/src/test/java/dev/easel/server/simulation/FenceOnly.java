package dev.easel.server.simulation;

import dev.easel.protocol.Event;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.OwnershipListener;
import dev.easel.server.persistence.Tenure;
import dev.easel.server.room.Rooms;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * Servers that know nothing of each other. Whoever loads a project has it, and takes it from whoever had it: the fence
 * alone keeps everything safe, whatever goes wrong with leases.
 */
final class FenceOnly implements Coordination {
    private final World world;

    FenceOnly(World world) {
        this.world = world;
    }

    @Override
    public int servers() {
        return 1;
    }

    @Override
    public InstanceClock newClock() {
        return InstanceClock.exact(world.clock);
    }

    @Override
    public Membership newMembership(Instance of, InstanceClock clock) {
        return new LastComer(of);
    }

    @Override
    public void open(SimulatedSocket socket) {}

    @Override
    public <T> Future<T> ask(Instance at, UUID project, Request<T> request) {
        return request.serve(at);
    }

    @Override
    public boolean isAnothers(UUID project, Instance server) {
        return false;
    }

    @Override
    public void addTo(Steps steps) {}

    @Override
    public boolean move() {
        return false;
    }

    @Override
    public void ended(Instance server) {}

    /** One: an idle owner does not notice that another has loaded its project since. */
    @Override
    public List<Instance> recover(List<Instance> able) {
        List<Instance> owners = able.stream()
                .filter(it -> world.database.all().stream().noneMatch(truth -> truth.wasTakenFrom(it)))
                .toList();
        return List.of(owners.isEmpty() ? world.start() : world.chance.one(owners));
    }

    private final class LastComer implements Membership {
        private final Instance here;

        LastComer(Instance here) {
            this.here = here;
        }

        @Override
        public Future<Loaded> load(UUID project, LoadLimit limit) {
            boolean fails = world.chance.percent(world.conditions.failing() / 2);
            return world.link.send("load", here, () -> {
                if (fails) {
                    world.database.failedLoad(project);
                    return Future.failedFuture("the load broke off");
                }
                return world.database.load(project, here, limit);
            });
        }

        @Override
        public void release(UUID project, long epoch) {}

        @Override
        public Future<Void> handOver(UUID project, long epoch, String successor) {
            throw new UnsupportedOperationException("there is no successor");
        }

        @Override
        public Tenure tenure() {
            return () -> true;
        }

        @Override
        public void taken(UUID project, long epoch, Event event) {}

        @Override
        public List<ManualLoop> loops() {
            return List.of();
        }

        @Override
        public void begin(OwnershipListener rooms, List<ManualLoop> roomLoops) {}

        @Override
        public Future<Void> leave(Rooms rooms) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            return Future.succeededFuture();
        }
    }
}
