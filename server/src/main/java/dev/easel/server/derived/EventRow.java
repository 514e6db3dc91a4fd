package dev.easel.server.derived;

import dev.easel.protocol.Event;
import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.StoredChanges;
import dev.easel.server.database.Timestamps;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import java.util.UUID;

/** One row of {@code event}. */
public final class EventRow {
    /** The columns that {@link #read} needs. */
    public static final String COLUMNS = "seq, at, actor, client, edit, group_id, changes::text as changes";

    private EventRow() {}

    /** @throws IllegalStateException its changes cannot be read: the events after it cannot be applied */
    public static Event read(UUID project, Row row) {
        long seq = row.getLong("seq");
        try {
            return new Event(
                    seq,
                    Timestamps.millis(row, "at"),
                    row.getString("actor"),
                    row.getUUID("client"),
                    row.getLong("edit"),
                    Optional.ofNullable(row.getString("group_id")),
                    StoredChanges.read(row.getString("changes")));
        } catch (InvalidContent failure) {
            // Without its message, which quotes what users have made.
            throw new IllegalStateException("event " + seq + " of project " + project + " cannot be read", failure);
        }
    }
}
