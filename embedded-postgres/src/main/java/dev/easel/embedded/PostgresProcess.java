package dev.easel.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Whether a process is a PostgreSQL that serves a directory. It is told by the process's name and by the directory that
 * it works in, because process ids are used again. What cannot be found out is an {@link IOException}, never a no: a
 * process that is wrongly taken for dead would get a second PostgreSQL on its files.
 */
final class PostgresProcess {
    private static final Path PROC = Path.of("/proc");
    private static final String NAME = "postgres";

    private PostgresProcess() {}

    /** @throws IOException it cannot be told, for example because this process can open no more files */
    static boolean serves(long pid, Path directory) throws IOException {
        if (Files.notExists(PROC.resolve("self"))) {
            return isPostgresElsewhere(pid);
        }
        Path process = PROC.resolve(Long.toString(pid));
        if (Files.notExists(process)) {
            return false;
        }
        try {
            String stat = Files.readString(process.resolve("stat"), ISO_8859_1);
            return isLivingPostgres(stat) && worksIn(process, directory);
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException failure) {
            if (Files.notExists(process)) {
                return false; // it ended meanwhile
            }
            throw failure;
        }
    }

    /** The first process of a PostgreSQL that serves the directory without the file that would name it. */
    static OptionalLong find(Path directory) throws IOException {
        if (Files.notExists(PROC.resolve("self"))) {
            return OptionalLong.empty();
        }
        long first = Long.MAX_VALUE;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid < first && serves(pid, directory)) {
                    first = pid;
                }
            }
        }
        return first == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(first);
    }

    /** Whether a process of PostgreSQL has this id, whatever it serves. */
    static boolean lives(long pid) throws IOException {
        if (Files.notExists(PROC.resolve("self"))) {
            return isPostgresElsewhere(pid);
        }
        try {
            return isLivingPostgres(Files.readString(PROC.resolve(pid + "/stat"), ISO_8859_1));
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** Whether there is a process of this id, whatever it is. Always, where that cannot be told. */
    static boolean exists(long pid) {
        return Files.notExists(PROC.resolve("self")) || Files.exists(PROC.resolve(Long.toString(pid)));
    }

    /** @param stat the process's id, its name in parentheses, and a letter for its state: Z has ended */
    private static boolean isLivingPostgres(String stat) {
        int end = stat.lastIndexOf(')');
        return end > 0
                && stat.substring(stat.indexOf('(') + 1, end).equals(NAME)
                && !stat.startsWith(" Z", end + 1)
                && !stat.startsWith(" X", end + 1);
    }

    /** PostgreSQL works in its data directory. A process of another user is none of ours. */
    private static boolean worksIn(Path process, Path directory) throws IOException {
        try {
            return Files.isSameFile(process.resolve("cwd"), directory);
        } catch (AccessDeniedException refused) {
            if (Files.getAttribute(process, "unix:uid").equals(Files.getAttribute(directory, "unix:uid"))) {
                throw refused;
            }
            return false;
        }
    }

    /** Where there is no {@code /proc}, the system's first process removes those that have ended. */
    private static boolean isPostgresElsewhere(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> Path.of(command).endsWith(NAME))
                .isPresent();
    }
}
