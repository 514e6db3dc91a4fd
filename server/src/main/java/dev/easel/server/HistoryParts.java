package dev.easel.server;

import dev.easel.server.database.Database;
import dev.easel.server.derived.SnapshotMaking;
import dev.easel.server.history.HistorySettings;
import dev.easel.server.history.Past;
import dev.easel.server.historyapi.HistoryApi;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.upkeep.Measuring;
import dev.easel.server.upkeep.PgStoredSizes;
import dev.easel.server.upkeep.Snapshotting;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The parts of an instance that read the past, and what they need made in the background. */
final class HistoryParts {
    private final SnapshotMaking making;
    private final Snapshotting snapshotting;
    private final Measuring measuring;
    private final Past past;
    private final HistoryApi api;

    /**
     * @param background where slow work runs
     * @param waitMs the most time that a request waits for its turn, in milliseconds
     */
    HistoryParts(Database database, Loop background, HistorySettings settings, long waitMs, UpkeepMetrics metrics) {
        making = new SnapshotMaking(database, settings.stateBytes());
        snapshotting = new Snapshotting(background, making, metrics);
        measuring = new Measuring(background, new PgStoredSizes(database), metrics);
        past = Past.of(database, settings, background, this::prepare);
        api = new HistoryApi(past, settings, waitMs, RandomGenerator.getDefault());
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

    void start() {
        snapshotting.start();
        measuring.start();
    }

    void stop() {
        snapshotting.stop();
        measuring.stop();
    }
}
