package dev.easel.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that PostgreSQL writes its log to: at most {@link #MOST_BYTES}, and the one before it. */
final class PostgresLog {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLog.class);

    static final long MOST_BYTES = 16 << 20;

    private static final int LAST_LINES = 10;

    private final Path file;
    private boolean isTold;

    PostgresLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /**
     * PostgreSQL appends to the file, so it is copied and cut. Where it cannot be copied, it is cut all the same: a log
     * must not fill the disk of the database.
     */
    void bound() {
        try {
            if (Files.notExists(file) || Files.size(file) <= MOST_BYTES) {
                return;
            }
            try {
                Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
            isTold = false;
        } catch (IOException failure) {
            if (!isTold) {
                LOG.warn("PostgreSQL's log {} could not be kept in bounds: {}", file, failure.toString());
            }
            isTold = true;
        }
    }

    /** What it said last; empty when that cannot be read. */
    String end() {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(its log cannot be read: " + unreadable.getMessage() + ")";
        }
    }
}
