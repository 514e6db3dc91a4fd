package dev.easel.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, finds, adopts and stops PostgreSQL's first process. Where it cannot be told whether there is one, its methods
 * fail with an {@link IOException}, and nothing is started, stopped or deleted. Used by one thread at a time.
 */
final class Postmaster {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

    /** Crash recovery replays what was written since the last checkpoint, which takes long on a slow disk. */
    static final Duration RECOVERY = Duration.ofMinutes(15);

    static final Duration SHUTDOWN = Duration.ofSeconds(30);
    static final int STARTS_TRIED = 5;

    /** How long the process has to write the port that it listens on. */
    private static final Duration PORT = Duration.ofSeconds(10);

    private static final int LOOK_MS = 50;

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
        Optional<PidFile.Running> orphan = withPort();
        if (orphan.isEmpty()) {
            return Optional.empty();
        }
        try {
            int port = orphan.get().port();
            DatabaseAccess found = new DatabaseAccess(port, files.passwords());
            OrphanCheck.await(() -> found.serves(files.path()), RECOVERY, OrphanCheck.Time.REAL);
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

    /** One that was killed while it started its PostgreSQL leaves one whose file is not written yet. */
    private Optional<PidFile.Running> withPort() throws IOException {
        long deadline = System.nanoTime() + PORT.toNanos();
        Optional<PidFile.Running> found = running();
        while (found.isPresent() && found.get().port() == 0 && System.nanoTime() < deadline) {
            pause();
            found = running();
        }
        return found;
    }

    /** Starts it on a free port. Tries again when another process takes the port, or kills what has just started. */
    DatabaseAccess started() throws IOException {
        for (int tried = 1; ; tried++) {
            int port = freePort();
            try {
                launch(port);
                return ready(port);
            } catch (NotRunning failure) {
                Optional<String> explained = Explanation.of(files.home(), String.valueOf(failure.getMessage()));
                if (explained.isPresent()) {
                    throw new CannotRun("PostgreSQL does not start: " + explained.get(), failure);
                }
                if (tried == STARTS_TRIED) {
                    throw new CannotRun(String.valueOf(failure.getMessage()), failure);
                }
                LOG.warn("PostgreSQL did not start; trying again on another port: {}", failure.getMessage());
            }
        }
    }

    /** Starts one that has died, and does nothing more to one that runs. */
    void startedAgain(int port) throws IOException {
        if (running().isPresent()) {
            return;
        }
        try {
            launch(port);
        } catch (NotRunning failure) {
            throw new NotRunning(
                    Explanation.of(files.home(), String.valueOf(failure.getMessage()))
                            .orElse(failure.getMessage()),
                    failure);
        }
    }

    private void launch(int port) throws IOException {
        PidFile.removeStale(files.path());
        boundLog();
        Process start = launcher.start(
                binaries.program("pg_ctl"),
                "start",
                "--wait",
                "--timeout=" + RECOVERY.toSeconds(),
                "--pgdata=" + files.path(),
                "--log=" + files.log().file(),
                "--options=" + options(port));
        if (exit(start) != 0) {
            throw new NotRunning(
                    "PostgreSQL did not start: " + Launcher.output(start) + "\n"
                            + files.log().end(),
                    null);
        }
    }

    /**
     * Prepares and checks what was started; stops it when it fails.
     *
     * @throws NotRunning it has died
     */
    DatabaseAccess ready(int port) throws IOException {
        DatabaseAccess access = new DatabaseAccess(port, files.passwords());
        try {
            access.prepare();
            access.verify(files);
            return access;
        } catch (SQLException failure) {
            if (running().isEmpty()) {
                throw new NotRunning(
                        "PostgreSQL has died: " + failure.getMessage() + "\n"
                                + files.log().end(),
                        failure);
            }
            stop();
            throw new CannotRun(
                    Explanation.of(files.home(), String.valueOf(failure.getMessage()))
                            .orElse("the embedded PostgreSQL does not answer: " + failure.getMessage()),
                    failure);
        } catch (CannotRun refused) {
            stop();
            throw refused;
        }
    }

    Optional<PidFile.Running> running() throws IOException {
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
        if (Files.notExists(PidFile.of(files.path()))) {
            return interrupted(running().map(PidFile.Running::pid).orElse(0L), mode.equals("fast") ? "INT" : "QUIT");
        }
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

    /** Stops a process whose file somebody has deleted, as {@code pg_ctl} stops one that has it. */
    private boolean interrupted(long pid, String signal) throws IOException {
        if (pid > 0) {
            launcher.run(SHUTDOWN, "sh", "-c", "kill -" + signal + " " + pid);
        }
        long deadline = System.nanoTime() + SHUTDOWN.toNanos();
        while (running().isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    void boundLog() {
        files.log().bound();
    }

    private static int exit(Process start) throws IOException {
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

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for PostgreSQL");
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** There is no PostgreSQL: it did not start, or it has died. */
    static final class NotRunning extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NotRunning(@Nullable String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
