package dev.easel.server.simulation.leases;

import dev.easel.server.ownership.Instances;
import dev.easel.server.ownership.ProjectOwners;
import dev.easel.server.ownership.Sighting;
import dev.easel.server.persistence.Tenure;
import dev.easel.server.simulation.InstanceClock;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Defects of servers that share a database. */
final class LeaseDefects {
    private LeaseDefects() {}

    /** Takes for dead whose last beat is longer ago than the lease, by the time that the database has noted. */
    static final class DeathByDatabaseTime extends LeaseDefect {
        @Override
        Instances instances(Instances instances, OwnerTable table, InstanceClock clock) {
            return told -> instances.connect(told).map(connected -> new Instances.Connected() {
                @Override
                public Future<List<Sighting>> beat(boolean isLeaving) {
                    table.instances.removeBeatenBefore(clock.millis() - table.leaseMs());
                    return connected.beat(isLeaving);
                }

                @Override
                public Future<Void> remove(Sighting dead) {
                    return connected.remove(dead);
                }

                @Override
                public Future<Void> leave() {
                    return connected.leave();
                }

                @Override
                public Future<Void> close() {
                    return connected.close();
                }
            });
        }
    }

    /** Claims from whoever is found in the row, whatever has become of it since its owner was found dead. */
    static final class ClaimWithoutCompare extends LeaseDefect {
        @Override
        ProjectOwners owners(ProjectOwners owners, OwnerTable table) {
            return new DefectiveOwners(owners) {
                @Override
                public Future<OptionalLong> takeFrom(UUID project, Owner dead, OptionalLong beat, long least) {
                    return find(project)
                            .compose(now -> now.get().instance().isEmpty()
                                    ? take(project, least)
                                    : super.takeFrom(project, now.get(), table.beatOf(now.get()), least));
                }
            };
        }
    }

    /** Goes on at the epoch it had, where nobody has claimed the project since. */
    static final class EpochAgain extends LeaseDefect {
        @Override
        ProjectOwners owners(ProjectOwners owners, OwnerTable table) {
            Map<UUID, OptionalLong> had = new HashMap<>();
            return new DefectiveOwners(owners) {
                @Override
                public Future<OptionalLong> take(UUID project, long least) {
                    return find(project)
                            .compose(now -> had.getOrDefault(project, OptionalLong.empty())
                                            .equals(OptionalLong.of(now.get().epoch()))
                                    ? Future.succeededFuture(had.get(project))
                                    : super.take(project, least).onSuccess(epoch -> had.put(project, epoch)));
                }
            };
        }
    }

    /** Takes edits until a timer has found out that the lease has run out. */
    static final class FreezeByTimer extends LeaseDefect {
        @Override
        Tenure tenure(Tenure tenure, BooleanSupplier isToldFrozen) {
            return () -> !isToldFrozen.getAsBoolean();
        }
    }

    /** Never freezes. */
    static final class NoFreeze extends LeaseDefect {
        @Override
        Tenure tenure(Tenure tenure, BooleanSupplier isToldFrozen) {
            return () -> true;
        }
    }

    /** Takes edits again with the first beat, and believes that it owns what it owned. */
    static final class ThawWithoutLook extends LeaseDefect {
        @Override
        ProjectOwners owners(ProjectOwners owners, OwnerTable table) {
            Map<UUID, Long> had = new HashMap<>();
            return new DefectiveOwners(owners) {
                @Override
                public Future<OptionalLong> take(UUID project, long least) {
                    return super.take(project, least).onSuccess(it -> it.ifPresent(at -> had.put(project, at)));
                }

                @Override
                public Future<OptionalLong> takeFrom(UUID project, Owner dead, OptionalLong beat, long least) {
                    return super.takeFrom(project, dead, beat, least)
                            .onSuccess(it -> it.ifPresent(at -> had.put(project, at)));
                }

                @Override
                public Future<Map<UUID, Long>> epochs(Collection<UUID> projects) {
                    return Future.succeededFuture(had);
                }
            };
        }
    }

    /** Forgets that another instance has passed a request on. */
    static final class LostMark extends LeaseDefect {
        @Override
        boolean isMarked(boolean isPassedOn) {
            return false;
        }
    }
}
