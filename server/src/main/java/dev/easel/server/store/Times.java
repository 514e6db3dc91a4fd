package dev.easel.server.store;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Milliseconds since 1970 as PostgreSQL's {@code timestamptz}, and back. */
final class Times {
    private Times() {}

    static OffsetDateTime of(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    static long millis(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant().toEpochMilli();
    }
}
