package dev.easel.server;

import dev.easel.server.catalog.Projects;
import dev.easel.server.database.Database;
import dev.easel.server.derived.SnapshotMaking;
import dev.easel.server.history.HistorySettings;
import dev.easel.server.history.Past;
import dev.easel.server.historyapi.HistoryApi;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.parts.AuditParts;
import dev.easel.server.retention.PgOldEvents;
import dev.easel.server.upkeep.Measuring;
import dev.easel.server.upkeep.OldEvents;
import dev.easel.server.upkeep.PgStoredSizes;
import dev.easel.server.upkeep.Retention;
import dev.easel.server.upkeep.Snapshotting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The parts of an instance that read the past and the audit log, and what they need made in the background. */
final class HistoryParts {
    private final SnapshotMaking making;
    private final Snapshotting snapshotting;
    private final Measuring measuring;
    private final Optional<Retention> retention;
    private final AuditParts audit;
    private final Past past;
    private final HistoryApi api;

    /**
     * @param background where slow work runs
     * @param waitMs the most time that a request waits for its turn, in milliseconds
     */
    HistoryParts(
            Database database,
            Projects projects,
            Loop background,
            HistorySettings settings,
            long waitMs,
            UpkeepMetrics metrics,
            InstantSource clock) {
        making = new SnapshotMaking(database, settings.stateBytes());
        snapshotting = new Snapshotting(background, making, metrics);
        measuring = new Measuring(background, new PgStoredSizes(database), metrics);
        retention = settings.retentionDays() == 0
                ? Optional.empty()
                : Optional.of(new Retention(background, oldEvents(database, settings, clock), metrics));
        audit = new AuditParts(database, projects, background, settings, metrics, clock);
        past = Past.of(database, settings, background, this::prepare);
        api = new HistoryApi(past, settings, waitMs, RandomGenerator.getDefault());
    }

    private static OldEvents oldEvents(Database database, HistorySettings settings, InstantSource clock) {
        long keptMs = Duration.ofDays(settings.retentionDays()).toMillis();
        return new PgOldEvents(database, clock, keptMs, settings.stateBytes());
    }

    private boolean prepare(UUID project) {
        if (making.isTooLarge(project)) {
            return false;
        }
        snapshotting.hurry(project);
        return true;
    }

    Past past() {
        return past;
    }

    HistoryApi api() {
        return api;
    }

    /** What was done about access. */
    AuditParts audit() {
        return audit;
    }

    void start() {
        audit.start();
        snapshotting.start();
        measuring.start();
        retention.ifPresent(Retention::start);
    }

    void stop() {
        audit.stop();
        snapshotting.stop();
        measuring.stop();
        retention.ifPresent(Retention::stop);
    }
}
