package dev.easel.server.health;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks the parts of an instance and judges whether it is ready. May be used from any thread, as may its suppliers. */
public final class Health {
    /** The time the database has to answer, in milliseconds. */
    private static final long PING_MS = 2_000;

    private final Life life;
    private final Supplier<Future<DatabaseHealth>> database;
    private final Supplier<OwnershipHealth> ownership;
    private final Supplier<JournalHealth> journal;
    private final Supplier<AutoSaveHealth> autoSave;
    private final HealthSettings settings;
    private final InstantSource clock;
    private final long startedAt;

    /** @param database asks the database something cheap */
    public Health(
            Life life,
            Supplier<Future<DatabaseHealth>> database,
            Supplier<OwnershipHealth> ownership,
            Supplier<JournalHealth> journal,
            Supplier<AutoSaveHealth> autoSave,
            HealthSettings settings,
            InstantSource clock) {
        this.life = life;
        this.database = database;
        this.ownership = ownership;
        this.journal = journal;
        this.autoSave = autoSave;
        this.settings = settings;
        this.clock = clock;
        startedAt = clock.millis();
    }

    public Life life() {
        return life;
    }

    /** Never fails: a database that does not answer is a reason not to be ready. */
    public Future<Readiness> readiness() {
        return database.get()
                .timeout(PING_MS, TimeUnit.MILLISECONDS)
                .otherwise(DatabaseHealth.UNREACHABLE)
                .map(this::judge);
    }

    private Readiness judge(DatabaseHealth answer) {
        AutoSaveHealth saves = autoSave.get();
        long sinceTickMs = clock.millis() - Math.max(saves.lastTickAt(), startedAt);
        return Readiness.of(life.hasStarted(), answer, ownership.get(), journal.get(), saves, sinceTickMs, settings);
    }
}
