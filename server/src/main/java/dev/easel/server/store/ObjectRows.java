package dev.easel.server.store;

import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.ObjectIds;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.HeapBytes;
import dev.easel.server.database.CursorScan;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.persistence.LoadLimit;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the saved objects: the rows of {@code canvas_object}, and what is kept of objects whose rows the database
 * refuses. A row that no client can have written is left out, so that the project opens with the others; it stays in
 * the table, and is logged and counted. Values are decoded on a worker thread, a batch at a time.
 */
final class ObjectRows {
    private static final String SELECT =
            "select id, props, seq, updated_at, updated_by from saved_object where project_id = $1";

    private static final Logger LOG = LoggerFactory.getLogger(ObjectRows.class);

    private final Database database;
    private final IntConsumer unreadable;

    ObjectRows(Database database, IntConsumer unreadable) {
        this.database = database;
        this.unreadable = unreadable;
    }

    /** All objects of the project, unordered: a sort would delay the first row. Needs a transaction. */
    Future<List<CanvasObject>> all(SqlConnection connection, UUID project) {
        return allRows(connection, project, LoadLimit.NONE)
                .map(rows -> rows.stream().flatMap(Optional::stream).toList());
    }

    /** The same, with an empty value for each row that is left out. */
    Future<List<Optional<CanvasObject>>> allRows(SqlConnection connection, UUID project, LoadLimit limit) {
        return new CursorScan<>(database, "props", rows -> counted(read(project, rows), limit))
                .run(connection, SELECT, Tuple.of(project));
    }

    /** The load ends here when this is too much for it. */
    private static List<Optional<CanvasObject>> counted(List<Optional<CanvasObject>> rows, LoadLimit limit) {
        long bytes = 0;
        for (Optional<CanvasObject> row : rows) {
            bytes += row.map(HeapBytes::of).orElse(0L);
        }
        limit.objects(bytes);
        return rows;
    }

    /** The object with this id; an empty list when it has no row, or the row is left out. */
    Future<List<CanvasObject>> one(SqlConnection connection, UUID project, String id) {
        return connection
                .preparedQuery(SELECT + " and id = $2")
                .execute(Tuple.of(project, id))
                .map(rows ->
                        read(project, rows).stream().flatMap(Optional::stream).toList());
    }

    private List<Optional<CanvasObject>> read(UUID project, RowSet<Row> rows) {
        List<Optional<CanvasObject>> objects = new ArrayList<>(rows.size());
        Map<String, String> authors = new HashMap<>(); // objects of one author share one string
        int leftOut = 0;
        for (Row row : rows) {
            Optional<CanvasObject> object = object(project, row, authors);
            leftOut += object.isEmpty() ? 1 : 0;
            objects.add(object);
        }
        if (leftOut > 0) {
            unreadable.accept(leftOut);
        }
        return objects;
    }

    private static Optional<CanvasObject> object(UUID project, Row row, Map<String, String> authors) {
        String id = row.getString("id");
        try {
            if (ObjectIds.isValid(id)) {
                Json props = JsonReader.stored(row.getString("props"));
                String author = authors.computeIfAbsent(row.getString("updated_by"), Function.identity());
                return Optional.of(
                        new CanvasObject(id, props, row.getLong("seq"), Timestamps.millis(row, "updated_at"), author));
            }
            LOG.atWarn().addKeyValue(Field.PROJECT, project).log("An object is left out: its id is not valid");
        } catch (InvalidContent failure) {
            LOG.atWarn()
                    .addKeyValue(Field.PROJECT, project)
                    .addKeyValue(Field.OBJECT, id)
                    .addKeyValue(Field.ERROR, Cause.of(failure))
                    .log("An object is left out: its row cannot be read");
        }
        return Optional.empty();
    }
}
