package dev.easel.server.store;

import dev.easel.server.database.Database;
import io.vertx.core.Future;
import java.util.List;

/** Asks the database whether events can be committed, with the journal's own statement and no event. */
public final class WriteProbe {
    private final Database database;

    public WriteProbe(Database database) {
        this.database = database;
    }

    /** Fails where the database does not answer, is read-only, or lets nobody write events for another reason. */
    public Future<Void> ask() {
        return database.query(JournalBatch.COMMIT, JournalBatch.values(List.of()))
                .mapEmpty();
    }
}
