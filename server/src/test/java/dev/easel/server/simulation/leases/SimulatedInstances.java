package dev.easel.server.simulation.leases;

import dev.easel.server.ownership.Instances;
import dev.easel.server.ownership.Sighting;
import dev.easel.server.simulation.DatabaseLink;
import dev.easel.server.simulation.Instance;
import dev.easel.server.simulation.InstanceClock;
import dev.easel.server.simulation.ManualLoop;
import dev.easel.server.simulation.leases.InstanceTable.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The table of instances as one server sees it, over the link. */
final class SimulatedInstances implements Instances {
    private final Instance here;
    private final DatabaseLink link;
    private final OwnerTable owners;
    private final InstanceClock clock;
    private final long inTimeMs;
    private final ManualLoop loop;
    private Session session;
    private Consumer<UUID> told;
    private long beats;

    /** @param loop what the session hears is dealt with there */
    SimulatedInstances(Leased servers, Instance here, InstanceClock clock, ManualLoop loop) {
        this.here = here;
        this.clock = clock;
        this.loop = loop;
        link = servers.world.link;
        owners = servers.owners;
        inTimeMs = servers.faults.beatWithinMs();
    }

    String id() {
        return here.toString();
    }

    boolean isAt(Session end) {
        return here.isAlive() && session == end;
    }

    @Override
    public Future<Connected> connect(Consumer<UUID> toTell) {
        return link.send("connection of the lease", here, () -> Future.succeededFuture(owners.instances.connect(this)))
                .map(made -> {
                    session = made;
                    told = toTell;
                    return new Connection(made);
                });
    }

    /** The session hears that a project was changed. */
    void tell(Session over, UUID project) {
        link.notice("news of " + project, here)
                .onSuccess(_ -> loop.execute(() -> {
                    if (session == over) {
                        told.accept(project);
                    }
                }));
    }

    private final class Connection implements Connected {
        private final Session made;

        Connection(Session made) {
            this.made = made;
        }

        @Override
        public Future<List<Sighting>> beat(boolean isLeaving) {
            long number = ++beats;
            long sentAt = clock.monotonicMs();
            boolean isInCompany = owners.leases.isInCompany(id());
            return link.send("beat", here, () -> owners.instances.beat(made, number, isInCompany, isLeaving))
                    .map(rows -> {
                        if (clock.monotonicMs() - sentAt < inTimeMs && session == made) {
                            owners.leases.seen(id(), rows);
                        }
                        return rows;
                    });
        }

        @Override
        public Future<Void> remove(Sighting dead) {
            return link.send("removal of " + dead.id(), here, () -> owners.instances.remove(dead));
        }

        @Override
        public Future<Void> leave() {
            return link.send("leave", here, () -> owners.instances.leave(made));
        }

        @Override
        public Future<Void> close() {
            session = null;
            return Future.succeededFuture(); // the database notices by and by
        }
    }
}
