package dev.easel.server;

import dev.easel.server.database.Outage;
import dev.easel.server.health.AutoSaveHealth;
import dev.easel.server.health.DatabaseHealth;
import dev.easel.server.health.Health;
import dev.easel.server.health.HealthSettings;
import dev.easel.server.health.JournalHealth;
import dev.easel.server.health.Life;
import dev.easel.server.health.OwnershipHealth;
import dev.easel.server.health.RoomsHealth;
import dev.easel.server.ownership.Ownership;
import dev.easel.server.parts.SavingParts;
import dev.easel.server.residence.Residence;
import dev.easel.server.store.WriteProbe;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The parts of an instance that its health is judged by. May be asked from any thread. */
record HealthParts(Storage storage, Ownership ownership, SavingParts saving) {
    Health judgedBy(HealthSettings settings, Life life, InstantSource clock) {
        return new Health(
                life,
                database(),
                this::ownershipHealth,
                this::journalHealth,
                () -> autoSaveHealth(clock),
                settings,
                clock);
    }

    static RoomsHealth rooms(Residence residence) {
        return new RoomsHealth(residence.bytes(), residence.mostBytes(), residence.waitingLoads());
    }

    private Supplier<Future<DatabaseHealth>> database() {
        WriteProbe probe = new WriteProbe(storage.database());
        return () -> probe.ask()
                .map(DatabaseHealth.WRITABLE)
                .otherwise(
                        _ -> storage.database().isReadOnly() ? DatabaseHealth.READ_ONLY : DatabaseHealth.UNREACHABLE);
    }

    private OwnershipHealth ownershipHealth() {
        if (ownership.isLeaving()) {
            return OwnershipHealth.LEAVING;
        }
        return ownership.tenure().mayTakeEdits() ? OwnershipHealth.OWNING : OwnershipHealth.FROZEN;
    }

    private JournalHealth journalHealth() {
        return new JournalHealth(
                saving.journal().state(),
                saving.journal().undurableBytes(),
                saving.journal().failingProjects(),
                saving.journal().outage().map(failure -> outage(failure).sentence()));
    }

    /** The server's own connections are closed where they lead to a database that takes no writes: that says less. */
    private Outage outage(Throwable failure) {
        return storage.database().isReadOnly() ? Outage.READ_ONLY : Outage.of(failure);
    }

    private AutoSaveHealth autoSaveHealth(InstantSource clock) {
        return new AutoSaveHealth(
                saving.saved().lastTickAt(),
                saving.dirty().size(),
                saving.autoSave().failingProjects(),
                saving.dirty().oldestAgeMs(),
                Math.min(
                        saving.saved().sinceSavedMs(clock.millis()),
                        saving.dirty().secondOverdueMs()));
    }
}
