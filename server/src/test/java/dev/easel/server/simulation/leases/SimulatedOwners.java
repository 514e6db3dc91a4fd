package dev.easel.server.simulation.leases;

import dev.easel.server.ownership.ProjectOwners;
import dev.easel.server.simulation.DatabaseLink;
import dev.easel.server.simulation.Instance;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/** Who owns which project, as one server asks and writes it, over the link. */
final class SimulatedOwners implements ProjectOwners {
    private final Instance here;
    private final DatabaseLink link;
    private final OwnerTable table;

    SimulatedOwners(Leased servers, Instance here) {
        this.here = here;
        link = servers.world.link;
        table = servers.owners;
    }

    private String self() {
        return here.toString();
    }

    private <T> Future<T> ask(String what, Supplier<T> work) {
        return link.send(what, here, () -> Future.succeededFuture(work.get()));
    }

    @Override
    public Future<Optional<Owner>> find(UUID project) {
        return ask("look for the owner of " + project, () -> Optional.of(table.find(project)));
    }

    @Override
    public Future<OptionalLong> take(UUID project, long least) {
        return ask("claim of " + project, () -> table.take(project, self(), least));
    }

    @Override
    public Future<OptionalLong> takeFrom(UUID project, Owner dead, OptionalLong beat, long least) {
        return ask("claim of " + project + " from " + dead, () -> table.takeFrom(project, self(), dead, beat, least));
    }

    @Override
    public Future<Void> giveUp(UUID project, long epoch) {
        return ask("giving up of " + project, () -> {
            table.giveUp(project, self(), epoch);
            return null;
        });
    }

    @Override
    public Future<Void> handOver(UUID project, long epoch, String successor) {
        return ask("handing over of " + project + " to " + successor, () -> {
            table.handOver(project, self(), epoch, successor);
            return null;
        });
    }

    @Override
    public Future<Map<UUID, Long>> epochs(Collection<UUID> projects) {
        return ask("look at epochs", () -> table.epochs(projects, self()));
    }
}
