package dev.easel.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresLogTest {
    @TempDir
    private Path directory;

    @Test
    @DisplayName("beyond its bound it is cut and the one before is kept; it is cut also where that cannot be kept")
    void bound() throws IOException {
        Path file = directory.resolve("postgres.log");
        Path before = directory.resolve("postgres.log.1");
        PostgresLog log = new PostgresLog(file);
        log.bound();
        grow(file, PostgresLog.MOST_BYTES);
        log.bound();
        assertEquals(PostgresLog.MOST_BYTES, Files.size(file));
        grow(file, PostgresLog.MOST_BYTES + 1);
        log.bound();
        assertEquals(0, Files.size(file));
        assertEquals(PostgresLog.MOST_BYTES + 1, Files.size(before));

        Files.delete(before);
        Files.createFile(Files.createDirectory(before).resolve("in-the-way"));
        grow(file, PostgresLog.MOST_BYTES + 1);
        log.bound();
        assertEquals(0, Files.size(file));
    }

    @Test
    @DisplayName("what is told of its end has no errors of statements, whose details hold values of rows")
    void end() throws IOException {
        Path file = directory.resolve("postgres.log");
        Files.writeString(file, """
                2026-11-29 09:40:00 UTC [7] LOG:  starting PostgreSQL
                2026-11-29 09:40:01 UTC [8] ERROR:  invalid input syntax for type integer: "secret"
                2026-11-29 09:40:01 UTC [8] DETAIL:  Failing row contains (secret,
                \tsecret).
                2026-11-29 09:40:01 UTC [8] CONTEXT:  secret
                2026-11-29 09:40:02 UTC [7] FATAL:  could not write: No space left on device
                2026-11-29 09:40:02 UTC [7] HINT:  make room
                """);
        String end = new PostgresLog(file).end();
        assertFalse(end.contains("secret"), end);
        assertEquals(3, end.lines().count(), end);
    }

    private static void grow(Path file, long bytes) throws IOException {
        try (RandomAccessFile growing = new RandomAccessFile(file.toFile(), "rw")) {
            growing.setLength(bytes);
        }
    }
}
