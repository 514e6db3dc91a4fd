package dev.easel.server.store;

import dev.easel.server.database.Database;
import dev.easel.server.database.Iteration;
import dev.easel.server.upkeep.SetAsideObjects;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * The rows of {@code object_set_aside}, beside all saves. An object there is the one of the checkpoint, so that its row
 * may be written at any time and by any server, without the fence. May be used from any thread.
 */
public final class PgSetAsideObjects implements SetAsideObjects {
    private static final String PROJECTS = """
            select project_id from object_set_aside
             group by project_id order by min(tried_at) limit $1""";

    /**
     * A save may hold the same rows. It must not be the one that PostgreSQL ends as a deadlock, which it looks for
     * after a second.
     */
    private static final String BEGIN = "begin; set local lock_timeout = '100ms'";

    /** Until the end of the transaction the project is not deleted: nothing is written for one that is gone. */
    private static final String STAYS = "select 1 from project where id = $1 for key share";

    private static final String IDS =
            "select id from object_set_aside where project_id = $1 order by tried_at limit $2";

    private final Database database;

    public PgSetAsideObjects(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<UUID>> projects(int most) {
        return database.query(PROJECTS, Tuple.of(most))
                .map(rows -> rows.stream().map(row -> row.getUUID("project_id")).toList());
    }

    @Override
    public Future<Tried> tryAgain(UUID project) {
        return database.transaction(
                BEGIN,
                connection -> connection
                        .preparedQuery(STAYS)
                        .execute(Tuple.of(project))
                        .compose(there -> there.size() == 0
                                ? Future.succeededFuture(new Tried(0, 0))
                                : tryAgain(connection, project)));
    }

    private static Future<Tried> tryAgain(SqlConnection connection, UUID project) {
        List<Boolean> written = new ArrayList<>();
        return connection
                .preparedQuery(IDS)
                .execute(Tuple.of(project, SetAsideRows.TRIED))
                .compose(rows -> {
                    Iterator<String> ids =
                            rows.stream().map(row -> row.getString("id")).iterator();
                    return Iteration.whileTrue(() -> ids.hasNext()
                            ? SetAsideRows.heal(connection, project, ids.next())
                                    .onSuccess(written::add)
                                    .map(true)
                            : Future.succeededFuture(false));
                })
                .map(_ -> {
                    int taken = (int) written.stream().filter(it -> it).count();
                    return new Tried(taken, written.size() - taken);
                });
    }
}
