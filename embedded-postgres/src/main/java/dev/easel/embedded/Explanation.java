package dev.easel.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Says what to do about a failure that the system or PostgreSQL tells in its own words. */
final class Explanation {
    private static final String ANOTHER =
            "set EASEL_DATA to another directory, or DATABASE_URL to a PostgreSQL of yours";

    /** What is said, and what to do about it; {@code %1$s} is the directory, {@code %2$s} the user. */
    private static final Map<String, String> KNOWN = Map.of(
            "No space left on device",
            "the disk of %1$s is full: make room. What was called saved is kept",
            "Disk quota exceeded",
            "the disk quota of %2$s for %1$s is used up: make room. What was called saved is kept",
            "Read-only file system",
            "%1$s is on a file system that cannot be written: mount it for writing, " + ANOTHER,
            "Too many open files",
            "no more files can be opened: raise the limit (ulimit -n), or end what holds them",
            "Cannot allocate memory",
            "PostgreSQL gets no memory: free some, or raise the limit of this service",
            "Permission denied",
            "%2$s may not use %1$s or a file in it: chown -R %2$s %1$s, or " + ANOTHER,
            "Operation not permitted",
            "%2$s may not use %1$s or a file in it: chown -R %2$s %1$s, or " + ANOTHER,
            "File name too long",
            "the path %1$s is too long: " + ANOTHER,
            "Not a directory",
            "%1$s is not a directory: " + ANOTHER,
            "database files are incompatible with server",
            "the files in %1$s are of another version of PostgreSQL or another kind of machine: move them there by"
                    + " pg_dump and psql");

    private Explanation() {}

    /** What to do about a failure of the file system under the directory. */
    static CannotRun of(Path home, IOException failure) {
        if (failure instanceof FileAlreadyExistsException) {
            return new CannotRun(failure.getMessage() + " is a file, not a directory: " + ANOTHER, failure);
        }
        if (failure instanceof AccessDeniedException && Files.notExists(home)) {
            return new CannotRun(
                    "%1$s is not there, and %2$s may not make it: mkdir -p %1$s && chown %2$s %1$s, or %3$s (%4$s)"
                            .formatted(home, user(), ANOTHER, failure.getMessage()),
                    failure);
        }
        String said = failure instanceof AccessDeniedException
                ? failure.getMessage() + ": Permission denied"
                : String.valueOf(failure.getMessage());
        return new CannotRun(
                of(home, said)
                        .orElseGet(() -> "the embedded PostgreSQL cannot use " + home + ": "
                                + (failure instanceof FileSystemException ? failure.toString() : said)),
                failure);
    }

    /** What to do about what a program said; empty when it is not known. */
    static Optional<String> of(Path home, String said) {
        return KNOWN.entrySet().stream()
                .filter(known -> said.contains(known.getKey()))
                .map(known -> known.getValue().formatted(home, user()) + " (" + line(said, known.getKey()) + ")")
                .findFirst();
    }

    /** The last line that says it. */
    private static String line(String said, String words) {
        return said.lines()
                .filter(line -> line.contains(words))
                .reduce((_, last) -> last)
                .orElse(said)
                .strip();
    }

    static String user() {
        return System.getProperty("user.name");
    }
}
