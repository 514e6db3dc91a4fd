package dev.easel.server.simulation.leases;

import dev.easel.server.ownership.ProjectOwners.Owner;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.simulation.Instance;
import dev.easel.server.simulation.ManualClock;
import dev.easel.server.simulation.SimulatedDatabase;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Who owns which project, and which instances are there, as the database has it. */
final class OwnerTable {
    final Leases leases;
    final InstanceTable instances;
    private final SimulatedDatabase database;
    private final ManualClock clock;
    private final long leaseMs;
    private final Map<UUID, String> owners = new HashMap<>();

    /** When it was found last that the owner of an epoch of a project is its owner, in milliseconds of the world. */
    private final Map<UUID, Map<Long, Long>> lookedAt = new HashMap<>();

    OwnerTable(SimulatedDatabase database, ManualClock clock, long leaseMs) {
        this.database = database;
        this.clock = clock;
        this.leaseMs = leaseMs;
        leases = new Leases(clock, leaseMs);
        instances = new InstanceTable(clock, leases);
    }

    long leaseMs() {
        return leaseMs;
    }

    Owner find(UUID project) {
        return new Owner(database.store.epoch(project), Optional.ofNullable(owners.get(project)));
    }

    OptionalLong take(UUID project, String self, long least) {
        String owner = owners.get(project);
        return owner == null || owner.equals(self) ? claimed(project, self, least) : OptionalLong.empty();
    }

    OptionalLong takeFrom(UUID project, String self, Owner dead, OptionalLong beat, long least) {
        String owner = dead.instance().orElseThrow();
        if (!find(project).equals(dead) || !isAt(owner, beat)) {
            return OptionalLong.empty();
        }
        leases.claimedFrom(owner, self, "claims", project);
        return claimed(project, self, least);
    }

    /** Whether the instance has not beaten since this beat, nor come since there was none. */
    private boolean isAt(String instance, OptionalLong beat) {
        OptionalLong now = instances.beatOf(instance);
        return now.isEmpty() || now.equals(beat);
    }

    /** The beat of an owner now; empty when it is not in the table. */
    OptionalLong beatOf(Owner owner) {
        return instances.beatOf(owner.instance().orElseThrow());
    }

    private OptionalLong claimed(UUID project, String self, long least) {
        long epoch = database.store.raiseEpoch(project, least);
        if (owners.put(project, self) != null) {
            instances.tell(project);
        }
        database.of(project).epochRaised(epoch);
        looked(project, epoch);
        return OptionalLong.of(epoch);
    }

    void giveUp(UUID project, String self, long epoch) {
        if (database.store.epoch(project) == epoch) {
            owners.remove(project, self);
        }
    }

    void handOver(UUID project, String self, long epoch, String successor) {
        if (database.store.epoch(project) == epoch) {
            owners.replace(project, self, successor);
        }
    }

    Map<UUID, Long> epochs(Collection<UUID> projects, String self) {
        Map<UUID, Long> epochs = new LinkedHashMap<>();
        for (UUID project : projects) {
            long epoch = database.store.epoch(project);
            epochs.put(project, epoch);
            if (self.equals(owners.get(project))) {
                looked(project, epoch);
            }
        }
        return epochs;
    }

    /** A load by the owner of this epoch, which finds out whether it still is the owner. */
    Future<Loaded> read(UUID project, long epoch, Instance owner, LoadLimit limit) {
        return database.read(project, epoch, owner, limit).onSuccess(loaded -> {
            if (loaded instanceof Loaded.Found) {
                looked(project, epoch);
            }
        });
    }

    private void looked(UUID project, long epoch) {
        lookedAt.computeIfAbsent(project, _ -> new HashMap<>()).put(epoch, clock.millis());
    }

    /** When it was found last that the owner of this epoch is the owner. */
    long lookedAt(UUID project, long epoch) {
        return lookedAt.get(project).get(epoch);
    }

    Optional<String> ownerOf(UUID project) {
        return Optional.ofNullable(owners.get(project));
    }
}
