package dev.easel.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that PostgreSQL writes its log to: at most {@link #MOST_BYTES}, and the one before it. */
final class PostgresLog {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLog.class);

    static final long MOST_BYTES = 16 << 20;

    private static final int LAST_LINES = 10;

    private static final Pattern ERROR = Pattern.compile("\\b(ERROR|WARNING|NOTICE|INFO|DEBUG):  ");
    private static final Pattern BELONGS_TO_BEFORE =
            Pattern.compile("^\\t|\\b(DETAIL|HINT|QUERY|CONTEXT|LOCATION|STATEMENT|BACKTRACE):  ");

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

    /**
     * What it said last, without errors of statements: these may tell values of rows, and are no reason not to start.
     */
    String end() {
        try {
            List<String> lines = withoutErrors(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(its log cannot be read: " + unreadable.getMessage() + ")";
        }
    }

    private static List<String> withoutErrors(List<String> lines) {
        List<String> kept = new ArrayList<>();
        boolean isOfError = false;
        for (String line : lines) {
            if (!BELONGS_TO_BEFORE.matcher(line).find()) {
                isOfError = ERROR.matcher(line).find();
            }
            if (!isOfError) {
                kept.add(line);
            }
        }
        return kept;
    }
}
