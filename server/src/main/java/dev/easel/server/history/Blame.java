package dev.easel.server.history;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.server.database.CursorScan;
import dev.easel.server.database.Database;
import dev.easel.server.derived.EventRow;
import dev.easel.server.stamps.Stamp;
import dev.easel.server.stamps.StampedCanvas;
import dev.easel.server.stamps.StampedObject;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote the properties of an object: as the latest snapshot tells it, and the events that changed the object since.
 * May be used from any thread.
 */
public final class Blame {
    private static final String SINCE = "select " + EventRow.COLUMNS
            + " from event where project_id = $1 and seq > $2 and seq <= $3 and "
            + ObjectEvents.CHANGES_OBJECT.formatted("$4", "$5") + " order by seq";

    private final Database database;
    private final StateReader reader;

    Blame(Database database, StateReader reader) {
        this.database = database;
        this.reader = reader;
    }

    /** The events that wrote the properties of the object last, by their names; empty when there is no such object. */
    public Future<Optional<Map<String, Stamp>>> of(UUID project, String id) {
        return reader.read(
                connection -> StateReader.head(connection, project).compose(head -> of(connection, project, id, head)));
    }

    private Future<Optional<Map<String, Stamp>>> of(SqlConnection connection, UUID project, String id, long head) {
        return reader.stamped(connection, project, head).compose(begin -> {
            Replay replay = new Replay(project, id, begin);
            return new CursorScan<Void>(database, "changes", replay::take)
                    .run(connection, SINCE, Tuple.of(project, begin.seq(), head, ObjectEvents.inText(id), id))
                    .map(_ -> replay.result());
        });
    }

    /** One object as it changes. On worker threads, one after the other. */
    private static final class Replay {
        private final UUID project;
        private final String id;
        private final Map<Long, Stamp> stamps = new HashMap<>();
        private @Nullable StampedObject object;

        Replay(UUID project, String id, StampedCanvas begin) {
            this.project = project;
            this.id = id;
            become(begin);
        }

        List<Void> take(RowSet<Row> rows) {
            for (Row row : rows) {
                apply(EventRow.read(project, row));
            }
            return List.of();
        }

        private void apply(Event event) {
            List<Change> own = new ArrayList<>();
            for (Change change : event.changes()) {
                if (change.id().equals(id)) {
                    own.add(change);
                }
            }
            Collection<StampedObject> before = object == null ? List.of() : List.of(object);
            StampedCanvas alone = new StampedCanvas(project, event.seq() - 1, event.at(), before, stamps.values());
            alone.apply(
                    new Event(event.seq(), event.at(), event.by(), event.client(), event.edit(), event.group(), own),
                    (_, _) -> {});
            become(alone);
        }

        /** Takes the object, and the events that its properties name. */
        private void become(StampedCanvas canvas) {
            StampedObject found = canvas.object(id);
            object = found;
            stamps.clear();
            if (found != null) {
                for (long seq : found.written()) {
                    stamps.put(seq, canvas.stamp(seq));
                }
            }
        }

        Optional<Map<String, Stamp>> result() {
            if (object == null) {
                return Optional.empty();
            }
            Map<String, Stamp> byName = new LinkedHashMap<>();
            JsonMembers members = new JsonMembers(object.object().props());
            for (int i = 0; members.next(); i++) {
                byName.put(members.name().stringValue(), Objects.requireNonNull(stamps.get(object.seq(i))));
            }
            return Optional.of(byName);
        }
    }
}
