package dev.easel.server.store;

import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.Json;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.ObjectIds;
import dev.easel.server.canvas.CanvasObject;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads objects from their rows. A row that no client could have written is set aside: left where it is, logged, counted,
 * and left out, so that the rest opens. Values are read on a worker thread, a batch at a time.
 */
final class ObjectRows {
    /** Rows fetched in one statement: 25 MiB when every object is as large as it may be. */
    private static final int BATCH = 100;

    private static final String SELECT = "select id, props::text as props, seq, updated_at, updated_by"
            + " from canvas_object where project_id = $1";

    private static final Logger LOG = LoggerFactory.getLogger(ObjectRows.class);

    private final Database database;
    private final IntConsumer setAside;

    ObjectRows(Database database, IntConsumer setAside) {
        this.database = database;
        this.setAside = setAside;
    }

    /** Every object of the project, in id order. Needs a transaction. */
    Future<List<CanvasObject>> all(SqlConnection connection, UUID project) {
        return connection
                .prepare(SELECT + " order by id")
                .compose(statement -> all(statement, project).eventually(statement::close));
    }

    private Future<List<CanvasObject>> all(PreparedStatement statement, UUID project) {
        Cursor cursor = statement.cursor(Tuple.of(project));
        List<CanvasObject> objects = new ArrayList<>();
        return Repeat.whileTrue(() -> cursor.read(BATCH)
                        .compose(rows -> database.worker(() -> objects(project, rows)))
                        .map(batch -> {
                            objects.addAll(batch);
                            return cursor.hasMore();
                        }))
                .eventually(cursor::close)
                .map(objects);
    }

    /** The one object; an empty list when there is no row for it, or it is set aside. */
    Future<List<CanvasObject>> one(SqlConnection connection, UUID project, String id) {
        return connection
                .preparedQuery(SELECT + " and id = $2")
                .execute(Tuple.of(project, id))
                .map(rows -> objects(project, rows));
    }

    private List<CanvasObject> objects(UUID project, RowSet<Row> rows) {
        List<CanvasObject> objects = new ArrayList<>(rows.size());
        for (Row row : rows) {
            object(project, row).ifPresent(objects::add);
        }
        if (objects.size() < rows.size()) {
            setAside.accept(rows.size() - objects.size());
        }
        return objects;
    }

    private static Optional<CanvasObject> object(UUID project, Row row) {
        String id = row.getString("id");
        try {
            if (ObjectIds.isValid(id)) {
                Json props = JsonReader.stored(row.getString("props"));
                return Optional.of(new CanvasObject(
                        id, props, row.getLong("seq"), Times.millis(row, "updated_at"), row.getString("updated_by")));
            }
            LOG.warn("Object {} of project {} is set aside: an object cannot have that id", id, project);
        } catch (InvalidContent invalid) {
            LOG.warn("Object {} of project {} is set aside: {}", id, project, invalid.getMessage());
        }
        return Optional.empty();
    }
}
