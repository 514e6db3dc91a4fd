package dev.easel.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private static void grow(Path file, long bytes) throws IOException {
        try (RandomAccessFile growing = new RandomAccessFile(file.toFile(), "rw")) {
            growing.setLength(bytes);
        }
    }
}
