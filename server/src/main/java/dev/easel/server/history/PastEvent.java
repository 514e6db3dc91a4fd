package dev.easel.server.history;

import dev.easel.protocol.json.Json;
import dev.easel.server.database.Timestamps;
import dev.easel.server.idempotence.AuthorId;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as it is shown: its changes as they were written, not decoded.
 *
 * @param at in milliseconds since 1970
 * @param by the name of its author
 * @param author the {@link AuthorId} of its client
 */
public record PastEvent(long seq, long at, String by, UUID author, long edit, Optional<String> group, Json changes) {
    static PastEvent read(UUID project, Row row) {
        return new PastEvent(
                row.getLong("seq"),
                Timestamps.millis(row, "at"),
                row.getString("actor"),
                AuthorId.of(project, row.getUUID("client")),
                row.getLong("edit"),
                Optional.ofNullable(row.getString("group_id")),
                Json.ofBytes(row.getString("changes").getBytes(StandardCharsets.UTF_8)));
    }
}
