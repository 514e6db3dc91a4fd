package dev.easel.server.store;

import dev.easel.server.database.Database;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database whether events can be committed, with the journal's own statement and no event. Those who ask while
 * a question is under way share its answer: however often it is asked, it uses one connection. May be used from any
 * thread; futures complete on the context of the caller, where it has one.
 */
public final class WriteProbe {
    private final Database database;
    private @Nullable Future<Void> asked;

    public WriteProbe(Database database) {
        this.database = database;
    }

    /** Fails where the database does not answer, is read-only, or lets nobody write events for another reason. */
    public Future<Void> ask() {
        Context caller = Vertx.currentContext();
        Promise<Void> answer = Promise.promise();
        shared().onComplete((_, failure) -> {
            if (caller == null) {
                answer.complete(null, failure);
            } else {
                caller.runOnContext(_ -> answer.complete(null, failure));
            }
        });
        return answer.future();
    }

    private synchronized Future<Void> shared() {
        Future<Void> present = asked;
        if (present == null || present.isComplete()) {
            present = database.query(JournalBatch.COMMIT, JournalBatch.values(List.of()))
                    .mapEmpty();
            asked = present;
        }
        return present;
    }
}
