package dev.easel.server.database;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Converts milliseconds or microseconds since 1970 to {@code timestamptz} of PostgreSQL, and back. */
public final class Timestamps {
    private Timestamps() {}

    public static OffsetDateTime of(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    public static OffsetDateTime ofMicros(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** All that PostgreSQL knows of it. */
    public static long micros(Row row, String column) {
        return ChronoUnit.MICROS.between(
                Instant.EPOCH, row.getOffsetDateTime(column).toInstant());
    }

    public static long millis(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant().toEpochMilli();
    }
}
