package dev.easel.server.store;

import dev.easel.server.database.Iteration;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * Deletes a project with all its rows in one transaction. Events and objects are deleted first, a bounded number in
 * each statement, so that no statement runs too long for a project of any size; the rest is deleted by cascade. Used
 * once.
 */
final class ProjectDeletion {
    private static final int ROWS = 5_000;

    private static final String LOCK = "select 1 from project where id = $1 for update";

    private static final String EVENTS = """
            delete from event where project_id = $1
               and seq in (select seq from event where project_id = $1 order by seq limit $2)""";

    private static final String OBJECTS = """
            delete from canvas_object where project_id = $1
               and id in (select id from canvas_object where project_id = $1 order by id limit $2)""";

    private static final String PROJECT = "delete from project where id = $1";

    private final SqlConnection connection;
    private final UUID project;

    ProjectDeletion(SqlConnection connection, UUID project) {
        this.connection = connection;
        this.project = project;
    }

    /** Returns whether the project existed. Once it is locked, nothing is added to it. */
    Future<Boolean> run() {
        return count(LOCK, Tuple.of(project))
                .compose(found -> found == 0 ? Future.succeededFuture(false) : everything());
    }

    private Future<Boolean> everything() {
        return all(EVENTS)
                .compose(_ -> all(OBJECTS))
                .compose(_ -> count(PROJECT, Tuple.of(project)))
                .map(true);
    }

    private Future<Void> all(String some) {
        return Iteration.whileTrue(() -> count(some, Tuple.of(project, ROWS)).map(deleted -> deleted == ROWS));
    }

    private Future<Integer> count(String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values).map(rows -> rows.rowCount());
    }
}
