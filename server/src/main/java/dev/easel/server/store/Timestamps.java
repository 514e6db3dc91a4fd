package dev.easel.server.store;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Converts milliseconds since 1970 to {@code timestamptz} of PostgreSQL, and back. */
final class Timestamps {
    private Timestamps() {}

    static OffsetDateTime of(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    static long millis(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant().toEpochMilli();
    }
}
