package dev.easel.server.store;

import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.Json;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.ObjectIds;
import dev.easel.server.canvas.CanvasObject;
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
 * Reads objects from their rows. A row that no client could have written is set aside: left where it is, logged, counted,
 * and left out, so that the rest opens. Values are read on a worker thread, a batch at a time.
 */
final class ObjectRows {
    private static final String SELECT = "select id, props::text as props, seq, updated_at, updated_by"
            + " from canvas_object where project_id = $1";

    private static final Logger LOG = LoggerFactory.getLogger(ObjectRows.class);

    private final Database database;
    private final IntConsumer setAside;

    ObjectRows(Database database, IntConsumer setAside) {
        this.database = database;
        this.setAside = setAside;
    }

    /** Every object of the project, in no order: to sort them would keep the first from coming. Needs a transaction. */
    Future<List<CanvasObject>> all(SqlConnection connection, UUID project) {
        return whole(connection, project)
                .map(rows -> rows.stream().flatMap(Optional::stream).toList());
    }

    /** The same, an empty one standing for each row set aside. */
    Future<List<Optional<CanvasObject>>> whole(SqlConnection connection, UUID project) {
        return new Scan<>(database, "props", rows -> read(project, rows)).run(connection, SELECT, Tuple.of(project));
    }

    /** The one object; an empty list when there is no row for it, or it is set aside. */
    Future<List<CanvasObject>> one(SqlConnection connection, UUID project, String id) {
        return connection
                .preparedQuery(SELECT + " and id = $2")
                .execute(Tuple.of(project, id))
                .map(rows ->
                        read(project, rows).stream().flatMap(Optional::stream).toList());
    }

    private List<Optional<CanvasObject>> read(UUID project, RowSet<Row> rows) {
        List<Optional<CanvasObject>> objects = new ArrayList<>(rows.size());
        Map<String, String> authors = new HashMap<>(); // one string for many objects
        int aside = 0;
        for (Row row : rows) {
            Optional<CanvasObject> object = object(project, row, authors);
            aside += object.isEmpty() ? 1 : 0;
            objects.add(object);
        }
        if (aside > 0) {
            setAside.accept(aside);
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
                        new CanvasObject(id, props, row.getLong("seq"), Times.millis(row, "updated_at"), author));
            }
            LOG.warn("Object {} of project {} is set aside: an object cannot have that id", id, project);
        } catch (InvalidContent invalid) {
            LOG.warn("Object {} of project {} is set aside: {}", id, project, invalid.getMessage());
        }
        return Optional.empty();
    }
}
