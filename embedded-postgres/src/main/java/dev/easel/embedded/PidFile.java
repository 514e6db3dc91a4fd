package dev.easel.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's {@code postmaster.pid}: process id on the first line, port on the fourth. The file stays when the
 * process is killed; its id then belongs to no process, to another program, or to a zombie that nobody has waited for.
 */
final class PidFile {
    private PidFile() {}

    /** A PostgreSQL that lives. */
    record Running(long pid, int port) {}

    static Path of(Path directory) {
        return directory.resolve("postmaster.pid");
    }

    /** Empty unless the process lives and is a PostgreSQL. */
    static Optional<Running> read(Path directory) {
        try {
            List<String> lines = Files.readAllLines(of(directory));
            long pid = Long.parseLong(lines.getFirst().strip());
            int port = lines.size() < 4 ? 0 : Integer.parseInt(lines.get(3).strip());
            return isPostgres(pid) ? Optional.of(new Running(pid, port)) : Optional.empty();
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    private static boolean isPostgres(long pid) {
        return !isZombie(pid)
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(process -> process.info().command())
                        .filter(command -> Path.of(command).endsWith("postgres"))
                        .isPresent();
    }

    /** Where there is no {@code /proc}, the system's first process removes zombies. */
    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException _) {
            return false;
        }
    }
}
