package dev.easel.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * PostgreSQL's {@code postmaster.pid}: process id on the first line, port on the fourth. The file stays when the
 * process is killed; its id then belongs to no process, to another program, or to a zombie that nobody has waited for.
 * A file that is not there, or holds no process id, proves nothing: then the processes themselves are asked.
 */
final class PidFile {
    private PidFile() {}

    /**
     * A PostgreSQL that lives.
     *
     * @param port 0: it is not known, or not yet
     */
    record Running(long pid, int port) {}

    static Path of(Path directory) {
        return directory.resolve("postmaster.pid");
    }

    /**
     * Empty when no PostgreSQL serves the directory.
     *
     * @throws IOException it cannot be told. That is no reason to delete, to start or to stop anything
     */
    static Optional<Running> read(Path directory) throws IOException {
        Content content = content(directory);
        if (content.pid() > 0) {
            return PostgresProcess.serves(content.pid(), directory)
                    ? Optional.of(new Running(content.pid(), content.port()))
                    : Optional.empty();
        }
        if (Files.notExists(directory)) {
            return Optional.empty();
        }
        OptionalLong unnamed = PostgresProcess.find(directory);
        return unnamed.isPresent() ? Optional.of(new Running(unnamed.getAsLong(), 0)) : Optional.empty();
    }

    /**
     * Removes a file that PostgreSQL itself would not pass by: one without a process id, or with that of a process that
     * is none of its own. Where the process is gone, PostgreSQL replaces the file.
     *
     * @throws IOException it cannot be told what the file is; it is left alone
     */
    static void removeStale(Path directory) throws IOException {
        if (read(directory).isEmpty()) {
            long pid = content(directory).pid();
            if (pid <= 0 || PostgresProcess.exists(pid)) {
                Files.deleteIfExists(of(directory));
            }
        }
    }

    /** @param pid 0: there is no file, or it holds none */
    private record Content(long pid, int port) {}

    private static Content content(Path directory) throws IOException {
        try {
            List<String> lines = Files.readAllLines(of(directory), ISO_8859_1);
            return new Content(number(lines, 0), (int) number(lines, 3));
        } catch (NoSuchFileException _) {
            return new Content(0, 0);
        }
    }

    /** 0 where the line is missing or is no number: PostgreSQL writes the file in several steps. */
    private static long number(List<String> lines, int line) {
        String text = line < lines.size() ? lines.get(line).strip() : "";
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }
}
