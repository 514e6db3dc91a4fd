package dev.easel.server.http;

import dev.easel.server.call.Call;
import dev.easel.server.call.Reply;
import dev.easel.server.health.AutoSaveHealth;
import dev.easel.server.health.Health;
import dev.easel.server.health.JournalHealth;
import dev.easel.server.health.OwnershipHealth;
import dev.easel.server.health.Readiness;
import dev.easel.server.health.RoomsHealth;
import dev.easel.server.health.Trouble;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether this instance lives, whether it has started, and whether work should be sent to it. */
final class HealthResource {
    private final Health health;
    private final Supplier<RoomsHealth> rooms;

    HealthResource(Health health, Supplier<RoomsHealth> rooms) {
        this.health = health;
        this.rooms = rooms;
    }

    Future<Reply> live(Call call) {
        return Future.succeededFuture(probe(health.life().liveness()));
    }

    Future<Reply> started(Call call) {
        return Future.succeededFuture(probe(health.life().startup()));
    }

    private static Reply probe(List<Trouble> troubles) {
        boolean isFine = troubles.isEmpty();
        return Reply.json(isFine ? 200 : 503, new Probe(status(isFine), troubles));
    }

    Future<Reply> ready(Call call) {
        return health.readiness().map(it -> Reply.json(it.isReady() ? 200 : 503, Body.of(it, rooms.get())));
    }

    private static String status(boolean isReady) {
        return isReady ? "ok" : "failing";
    }

    /** @param problems empty where all is well */
    private record Probe(String status, List<Trouble> problems) {}

    private record Body(
            String status,
            List<Trouble> problems,
            DatabasePart database,
            Ownership ownership,
            Journal journal,
            AutoSave autoSave,
            RoomsHealth rooms) {
        static Body of(Readiness readiness, RoomsHealth rooms) {
            return new Body(
                    HealthResource.status(readiness.isReady()),
                    readiness.troubles(),
                    DatabasePart.of(readiness),
                    Ownership.of(readiness.ownership()),
                    Journal.of(readiness.isJournalReady(), readiness.journal()),
                    AutoSave.of(readiness.isAutoSaveReady(), readiness.autoSave()),
                    rooms);
        }
    }

    /** @param problem what is wrong with it; null when nothing is */
    private record DatabasePart(String status, @Nullable String problem) {
        static DatabasePart of(Readiness readiness) {
            String problem = readiness.isDatabaseReadOnly()
                    ? "it takes no writes: it is a standby, or was made read-only"
                    : "it did not answer in time, or could not do what it was asked";
            boolean isReady = readiness.isDatabaseReady();
            return new DatabasePart(HealthResource.status(isReady), isReady ? null : problem);
        }
    }

    private record Ownership(String status, String state) {
        static Ownership of(OwnershipHealth ownership) {
            return new Ownership(
                    HealthResource.status(ownership == OwnershipHealth.OWNING),
                    ownership.name().toLowerCase(Locale.ROOT));
        }
    }

    /** @param problem why it is not ready; null when it is */
    private record Journal(
            String status, @Nullable String problem, String state, long undurableBytes, int failingProjects) {
        static Journal of(boolean isReady, JournalHealth journal) {
            String problem = journal.outage().orElse("more edits come than the database commits");
            return new Journal(
                    HealthResource.status(isReady),
                    isReady ? null : problem,
                    journal.state().name().toLowerCase(Locale.ROOT),
                    journal.undurableBytes(),
                    journal.failingProjects());
        }
    }

    /** @param lastTickAt null before the first round */
    private record AutoSave(
            String status, @Nullable Long lastTickAt, int dirtyProjects, int failingProjects, long oldestUnsavedAgeMs) {
        static AutoSave of(boolean isReady, AutoSaveHealth autoSave) {
            return new AutoSave(
                    HealthResource.status(isReady),
                    autoSave.lastTickAt() == 0 ? null : autoSave.lastTickAt(),
                    autoSave.dirtyProjects(),
                    autoSave.failingProjects(),
                    autoSave.oldestUnsavedAgeMs());
        }
    }
}
