package dev.easel.server.horizon;

import dev.easel.server.database.Timestamps;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * Where the journal of a project begins: its events up to {@code seq} are folded, and dropped or about to be.
 *
 * @param seq 0 where nothing is folded
 * @param epoch of that event; 0 without one
 * @param at that event's time, in milliseconds since 1970; 0 without one
 * @param parts of the state at it
 * @param objects in that state
 */
public record Horizon(long seq, long epoch, long at, int parts, int objects) {
    /** Of the whole journal. */
    public static final Horizon NONE = new Horizon(0, 0, 0, 0, 0);

    /** The seq in a statement whose first parameter is the project. */
    public static final String SEQ = "coalesce((select seq from horizon where project_id = $1), 0)";

    private static final String FIND = "select seq, epoch, at, parts, objects from horizon where project_id = $1";

    /** Of the project; what else is read in the same transaction has to be of the same moment. */
    public static Future<Horizon> of(SqlConnection connection, UUID project) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(project))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Horizon(
                                row.getLong("seq"),
                                row.getLong("epoch"),
                                Timestamps.millis(row, "at"),
                                row.getInteger("parts"),
                                row.getInteger("objects")))
                        .orElse(NONE));
    }

    /** Fails with {@link FoldedAway} where the canvas of this seq, or the events after it, are not kept any more. */
    public Future<Void> reaches(long wanted) {
        return wanted < seq ? Future.failedFuture(new FoldedAway(seq)) : Future.succeededFuture();
    }
}
