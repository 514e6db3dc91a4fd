package dev.easel.server.store;

import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import dev.easel.server.journal.JournalConnections;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The journal's connections to PostgreSQL. One that is not used is not open. */
public final class PgJournalConnections {
    private final PgJournalStore shared;
    private final PgJournalStore search;
    private final PgJournalStore apart;

    public PgJournalConnections(Vertx vertx, PrimarySearch primary) {
        shared = new PgJournalStore(vertx, primary, Waits.OF_A_BATCH);
        search = new PgJournalStore(vertx, primary, Waits.OF_A_SEARCH);
        apart = new PgJournalStore(vertx, primary, Waits.OF_ONE);
    }

    public JournalConnections stores() {
        return new JournalConnections(shared, search, apart);
    }

    public Future<Void> close() {
        return Future.join(shared.close(), search.close(), apart.close()).mapEmpty();
    }
}
