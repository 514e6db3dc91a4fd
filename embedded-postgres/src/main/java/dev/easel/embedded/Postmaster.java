package dev.easel.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, finds, adopts and stops PostgreSQL's first process. Used by one thread at a time. */
final class Postmaster {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

    /** Crash recovery replays what was written since the last checkpoint, which takes long on a slow disk. */
    private static final Duration RECOVERY = Duration.ofMinutes(15);

    private static final Duration SHUTDOWN = Duration.ofSeconds(30);
    private static final int STARTS_TRIED = 5;
    private static final long LOG_BYTES = 16 << 20;

    private final DataDirectory files;
    private final Binaries binaries;
    private final Launcher launcher;
    private final Map<String, String> settings;

    Postmaster(DataDirectory files, Binaries binaries, Launcher launcher, Map<String, String> settings) {
        this.files = files;
        this.binaries = binaries;
        this.launcher = launcher;
        this.settings = settings;
    }

    /** Takes over the PostgreSQL that a killed server has left running, if it answers; stops it if it does not. */
    Optional<DatabaseAccess> adopted() throws IOException {
        Optional<PidFile.Running> orphan = running();
        if (orphan.isEmpty()) {
            return Optional.empty();
        }
        try {
            int port = orphan.get().port();
            OrphanCheck.await(new DatabaseAccess(port, files.password()), files.path(), RECOVERY);
            DatabaseAccess access = ready(port);
            LOG.info(
                    "Took over the PostgreSQL that was left running (process {})",
                    orphan.get().pid());
            return Optional.of(access);
        } catch (SQLException | IllegalStateException useless) {
            LOG.warn("Stopping the PostgreSQL that was left running: {}", useless.getMessage());
            stop();
            return Optional.empty();
        }
    }

    /** Starts it on a free port. Tries again when another process takes the port, or kills what has just started. */
    DatabaseAccess started() throws IOException {
        for (int tried = 1; ; tried++) {
            int port = freePort();
            try {
                launch(port);
                return ready(port);
            } catch (NotRunning failure) {
                if (tried == STARTS_TRIED) {
                    throw failure;
                }
                LOG.warn("PostgreSQL did not start; trying again on another port: {}", failure.getMessage());
            }
        }
    }

    DatabaseAccess startedAgain(int port) throws IOException {
        launch(port);
        return ready(port);
    }

    private void launch(int port) throws IOException {
        if (running().isEmpty()) {
            // The file names a process that is dead or is no PostgreSQL. While such a process lives, PostgreSQL does
            // not start.
            Files.deleteIfExists(PidFile.of(files.path()));
        }
        boundLog();
        Process start = launcher.start(
                binaries.program("pg_ctl"),
                "start",
                "--wait",
                "--timeout=" + RECOVERY.toSeconds(),
                "--pgdata=" + files.path(),
                "--log=" + files.log(),
                "--options=" + options(port));
        if (exit(start) != 0) {
            throw new NotRunning("PostgreSQL did not start: " + Launcher.output(start) + "\n" + endOfLog(), null);
        }
    }

    /**
     * Prepares and checks what was started; stops it when it fails.
     *
     * @throws NotRunning it has died
     */
    DatabaseAccess ready(int port) throws IOException {
        DatabaseAccess access = new DatabaseAccess(port, files.password());
        try {
            access.prepare();
            access.verify(files);
            return access;
        } catch (SQLException failure) {
            if (running().isEmpty()) {
                throw new NotRunning("PostgreSQL has died: " + failure.getMessage(), failure);
            }
            stop();
            throw new IllegalStateException("PostgreSQL does not answer: " + failure.getMessage(), failure);
        } catch (IllegalStateException refused) {
            stop();
            throw refused;
        }
    }

    Optional<PidFile.Running> running() {
        return PidFile.read(files.path());
    }

    void stop() throws IOException {
        if (running().isPresent() && !stopped("fast") && running().isPresent() && !stopped("immediate")) {
            throw new IOException(
                    "process " + running().map(PidFile.Running::pid).orElse(-1L) + " does not end");
        }
    }

    private boolean stopped(String mode) throws IOException {
        Duration patience = SHUTDOWN.plusSeconds(5);
        return launcher.run(
                        patience,
                        binaries.program("pg_ctl"),
                        "stop",
                        "--mode=" + mode,
                        "--wait",
                        "--timeout=" + SHUTDOWN.toSeconds(),
                        "--pgdata=" + files.path())
                .ok();
    }

    /**
     * Keeps one log file of at most {@link #LOG_BYTES}, and the one before it. PostgreSQL appends to the file, so it is
     * copied and cut.
     */
    void boundLog() {
        try {
            if (Files.exists(files.log()) && Files.size(files.log()) > LOG_BYTES) {
                Path before = files.log().resolveSibling(files.log().getFileName() + ".1");
                Files.copy(files.log(), before, StandardCopyOption.REPLACE_EXISTING);
                Files.newByteChannel(files.log(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        } catch (IOException failure) {
            LOG.warn("PostgreSQL's log {} grows: {}", files.log(), failure.getMessage());
        }
    }

    private int exit(Process start) throws IOException {
        try {
            while (!start.waitFor(5, TimeUnit.SECONDS)) {
                LOG.info("Waiting for PostgreSQL to start (after a crash it recovers first)");
            }
            return start.exitValue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL started");
        }
    }

    /** Settings that durability depends on replace those of the caller. */
    private String options(int port) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("port", Integer.toString(port));
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        all.put("fsync", "on");
        all.put("synchronous_commit", "on");
        all.put("full_page_writes", "on");
        all.put("log_min_error_statement", "panic");
        all.put("log_checkpoints", "off");
        all.putIfAbsent("shared_buffers", "128MB");
        StringBuilder options = new StringBuilder();
        all.forEach(
                (name, value) -> options.append(" -c ").append(name).append('=').append(value));
        return options.toString();
    }

    private String endOfLog() throws IOException {
        if (Files.notExists(files.log())) {
            return "";
        }
        List<String> lines = Files.readAllLines(files.log(), StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** There is no PostgreSQL: it did not start, or it has died. */
    static final class NotRunning extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NotRunning(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
