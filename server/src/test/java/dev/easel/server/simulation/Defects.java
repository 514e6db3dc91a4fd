package dev.easel.server.simulation;

import dev.easel.server.autosave.DirtyProjects;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.journal.JournalStore.Position;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.Origin;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.SaveSource;
import dev.easel.server.persistence.Snapshot;
import dev.easel.server.room.Rooms;
import dev.easel.server.store.MemoryStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Defects that lose edits in other systems of this kind. */
final class Defects {
    private Defects() {}

    /** Calls events durable before the commit answers (pitfall 1). */
    static final class HastyJournal extends Defect {
        @Override
        Journal journal(Journal journal, Supplier<Rooms> rooms) {
            return new Journal() {
                @Override
                public void append(UUID project, long epoch, List<Entry> entries) {
                    journal.append(project, epoch, entries);
                    rooms.get()
                            .durable(project, epoch, entries.getLast().event().seq());
                }

                @Override
                public void forget(UUID project, long epoch) {
                    journal.forget(project, epoch);
                }

                @Override
                public boolean takesMore(UUID project) {
                    return journal.takesMore(project);
                }
            };
        }
    }

    /** Commits everything that follows what is stored, whichever instance owns the project (pitfall 5). */
    static final class OpenFence extends Defect {
        @Override
        JournalStore fence(MemoryStore store) {
            return new JournalStore() {
                @Override
                public Future<Set<UUID>> commit(List<Run> batch) {
                    return store.commit(batch.stream()
                            .map(run -> new Run(run.project(), store.epoch(run.project()), run.entries()))
                            .toList());
                }

                @Override
                public Future<Map<UUID, Position>> positions(Set<UUID> projects) {
                    return store.positions(projects);
                }
            };
        }
    }

    /** Does not find at hello what the project has of a client (pitfall 21). */
    static final class ForgottenNumbers extends Defect {
        @Override
        ProjectStore numbers(ProjectStore store) {
            return new DefectiveStore(store) {
                @Override
                public Future<List<HeldEdit>> editsFrom(UUID project, UUID client, long pending, int limit) {
                    return Future.succeededFuture(List.of());
                }
            };
        }
    }

    /** Does not find who sent what the project has under a number. */
    static final class TrustedNumbers extends Defect {
        @Override
        ProjectStore numbers(ProjectStore store) {
            return new DefectiveStore(store) {
                @Override
                public Future<List<HeldEdit>> editsFrom(UUID project, UUID client, long pending, int limit) {
                    return super.editsFrom(project, client, pending, limit).map(TrustedNumbers::trusted);
                }

                @Override
                public Future<List<HeldEdit>> edits(UUID project, UUID client, List<Long> edits) {
                    return super.edits(project, client, edits).map(TrustedNumbers::trusted);
                }
            };
        }

        private static List<HeldEdit> trusted(List<HeldEdit> held) {
            return held.stream()
                    .map(it -> new HeldEdit(it.edit(), it.seq(), Origin.UNKNOWN))
                    .toList();
        }
    }

    /** Believes that what a client saw in an earlier epoch is stored (pitfall 7). */
    static final class BlindResume extends Defect {
        @Override
        ProjectStore numbers(ProjectStore store) {
            return new DefectiveStore(store) {
                @Override
                public Future<Missed> missed(UUID project, long epoch, long seq, long upTo) {
                    return super.missed(project, epoch, seq, upTo)
                            .map(it -> new Missed(OptionalLong.empty(), it.deleted()));
                }
            };
        }
    }

    /** Believes of no client that what it saw in an earlier epoch is stored. */
    static final class DoubtfulResume extends Defect {
        @Override
        ProjectStore numbers(ProjectStore store) {
            return new DefectiveStore(store) {
                @Override
                public Future<Missed> missed(UUID project, long epoch, long seq, long upTo) {
                    return super.missed(project, epoch, seq, upTo)
                            .map(it -> new Missed(OptionalLong.of(seq), it.deleted()));
                }
            };
        }
    }

    /** Clears the dirty mark after a save, edits made meanwhile or not (pitfall 15). */
    static final class ForgetfulAutoSave extends Defect {
        @Override
        SaveSource rooms(SaveSource rooms, DirtyProjects dirty) {
            return new SaveSource() {
                @Override
                public Future<Void> saved(UUID project, long epoch, long seq) {
                    dirty.forget(project);
                    return rooms.saved(project, epoch, seq);
                }

                @Override
                public Future<Void> allDurable(UUID project) {
                    return rooms.allDurable(project);
                }

                @Override
                public Future<Optional<Capture>> capture(UUID project) {
                    return rooms.capture(project);
                }

                @Override
                public Future<Optional<Snapshot>> snapshot(UUID project, long events) {
                    return rooms.snapshot(project, events);
                }

                @Override
                public void snapshotted(UUID project, long epoch, long seq) {
                    rooms.snapshotted(project, epoch, seq);
                }

                @Override
                public void lost(UUID project, long epoch) {
                    rooms.lost(project, epoch);
                }
            };
        }
    }
}
