package dev.easel.server;

import dev.easel.protocol.Event;
import dev.easel.server.bulk.BulkClients;
import dev.easel.server.bulk.BulkTransition;
import dev.easel.server.bulk.Durability;
import dev.easel.server.call.Permits;
import dev.easel.server.catalog.Projects;
import dev.easel.server.database.Database;
import dev.easel.server.derived.JournalScan;
import dev.easel.server.derived.PastState;
import dev.easel.server.history.PastStates;
import dev.easel.server.horizon.Horizon;
import dev.easel.server.http.HttpSettings;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.store.ProjectRows;
import dev.easel.server.versioncalls.VersionApi;
import dev.easel.server.versions.Notes;
import dev.easel.server.versions.PastContents;
import dev.easel.server.versions.PgForks;
import dev.easel.server.versions.PgVersions;
import dev.easel.server.versions.VersionPorts;
import dev.easel.server.versions.VersionServices;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The parts of an instance that name versions and bring back what was. */
final class VersionParts {
    private final VersionServices services;
    private final VersionApi api;

    VersionParts(
            Database database,
            LiveProjects live,
            Projects projects,
            PastStates states,
            Durability durability,
            HttpSettings settings,
            ActivityLog activity,
            InstantSource clock) {
        BulkClients clients = new BulkClients(live, durability, UUID::randomUUID);
        Permits wholes = VersionApi.wholes(settings.timeoutMs());
        VersionPorts ports = new VersionPorts(
                new PgVersions(database, UUID::randomUUID, clock),
                new PgForks(database, ProjectRows.COLUMNS, ProjectRows::project, UUID::randomUUID, clock),
                new Contents(states),
                new Scan(database),
                new Workers(database),
                wholes::run);
        BulkTransition transitions =
                new BulkTransition(clients, settings.limits().object());
        services = VersionServices.of(live, projects, durability, ports, transitions);
        api = new VersionApi(services, wholes, activity);
    }

    /** For what changes much of a canvas by itself. */
    Notes notes() {
        return services.notes();
    }

    VersionApi api() {
        return api;
    }

    /** What the past tells, in the words of those who write from it. */
    private record Contents(PastStates states) implements PastContents {
        @Override
        public Future<Content> at(UUID project, long seq) {
            return states.at(project, seq).map(Contents::content);
        }

        @Override
        public Future<Content> atTime(UUID project, long at) {
            return states.atTime(project, at).map(Contents::content);
        }

        private static Content content(PastState it) {
            return new Content(it.seq(), it.at(), it.objects());
        }
    }

    private record Scan(Database database) implements VersionPorts.EventScan {
        private static final String BEGIN = "begin isolation level repeatable read, read only";

        @Override
        public Future<Void> scan(UUID project, long after, long upTo, Consumer<Event> each) {
            return database.transaction(
                    BEGIN,
                    connection -> Horizon.of(connection, project)
                            .compose(horizon -> horizon.reaches(after))
                            .compose(_ ->
                                    new JournalScan(project, after, upTo, each, () -> {}).run(database, connection)));
        }
    }

    private record Workers(Database database) implements VersionPorts.Worker {
        @Override
        public <T> Future<T> run(Callable<T> work) {
            return database.worker(work);
        }
    }
}
