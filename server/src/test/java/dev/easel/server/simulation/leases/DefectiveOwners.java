package dev.easel.server.simulation.leases;

import dev.easel.server.ownership.ProjectOwners;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Passes everything on, but for what a defect overrides. */
class DefectiveOwners implements ProjectOwners {
    private final ProjectOwners owners;

    DefectiveOwners(ProjectOwners owners) {
        this.owners = owners;
    }

    @Override
    public Future<Optional<Owner>> find(UUID project) {
        return owners.find(project);
    }

    @Override
    public Future<OptionalLong> take(UUID project, long least) {
        return owners.take(project, least);
    }

    @Override
    public Future<OptionalLong> takeFrom(UUID project, Owner dead, OptionalLong beat, long least) {
        return owners.takeFrom(project, dead, beat, least);
    }

    @Override
    public Future<Void> giveUp(UUID project, long epoch) {
        return owners.giveUp(project, epoch);
    }

    @Override
    public Future<Void> handOver(UUID project, long epoch, String successor) {
        return owners.handOver(project, epoch, successor);
    }

    @Override
    public Future<Map<UUID, Long>> epochs(Collection<UUID> projects) {
        return owners.epochs(projects);
    }
}
