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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's first process: starts it, finds it, adopts it, stops it. Used by one thread at a time. */
final class Postmaster {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

    /** Crash recovery replays at most what was written since the last checkpoint, but on a slow disk that takes its time. */
    private static final Duration RECOVERY = Duration.ofMinutes(15);

    private static final Duration SHUTDOWN = Duration.ofSeconds(30);
    private static final int PORTS_TRIED = 3;
    private static final long LOG_BYTES = 16 << 20;

    private final Cluster cluster;
    private final Binaries binaries;
    private final Launcher launcher;
    private final Map<String, String> settings;

    Postmaster(Cluster cluster, Binaries binaries, Launcher launcher, Map<String, String> settings) {
        this.cluster = cluster;
        this.binaries = binaries;
        this.launcher = launcher;
        this.settings = settings;
    }

    /** The one that a killed server has left running on this directory, if it still serves; stops it if it does not. */
    Optional<Session> adopted() throws IOException {
        Optional<Running> orphan = running();
        if (orphan.isEmpty()) {
            return Optional.empty();
        }
        try {
            int port = orphan.get().port();
            Orphan.await(new Session(port, cluster.password()), cluster.directory(), RECOVERY);
            Session session = ready(port);
            LOG.info(
                    "Took over the PostgreSQL that was left running (process {})",
                    orphan.get().pid());
            return Optional.of(session);
        } catch (SQLException | IllegalStateException useless) {
            LOG.warn("Stopping the PostgreSQL that was left running: {}", useless.getMessage());
            stop();
            return Optional.empty();
        }
    }

    /** On a free port. */
    Session started() throws IOException {
        for (int tried = 1; ; tried++) {
            int port = freePort();
            try {
                launch(port);
                return ready(port);
            } catch (NotLaunched failure) {
                if (tried == PORTS_TRIED) {
                    throw failure;
                }
                LOG.warn("PostgreSQL did not start; trying another port: {}", failure.getMessage());
            }
        }
    }

    Session startedAgain(int port) throws IOException {
        launch(port);
        return ready(port);
    }

    private void launch(int port) throws IOException {
        if (running().isEmpty()) {
            // It names a dead process, or one that is no PostgreSQL; while that lives PostgreSQL would not start.
            Files.deleteIfExists(PidFile.of(cluster.directory()));
        }
        boundLog();
        Process start = launcher.start(
                binaries.program("pg_ctl"),
                "start",
                "--wait",
                "--timeout=" + RECOVERY.toSeconds(),
                "--pgdata=" + cluster.directory(),
                "--log=" + cluster.log(),
                "--options=" + options(port));
        if (exit(start) != 0) {
            throw new NotLaunched("PostgreSQL did not start: " + Launcher.output(start) + "\n" + lastWords());
        }
    }

    /** Stops what does not answer as it must. */
    private Session ready(int port) throws IOException {
        Session session = new Session(port, cluster.password());
        try {
            session.prepare();
            session.verify(cluster);
            return session;
        } catch (SQLException failure) {
            stop();
            throw new IllegalStateException("PostgreSQL does not answer: " + failure.getMessage(), failure);
        } catch (IllegalStateException refused) {
            stop();
            throw refused;
        }
    }

    Optional<Running> running() {
        return PidFile.read(cluster.directory());
    }

    void stop() throws IOException {
        if (running().isPresent() && !stopped("fast") && running().isPresent() && !stopped("immediate")) {
            throw new IOException("process " + running().map(Running::pid).orElse(-1L) + " does not end");
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
                        "--pgdata=" + cluster.directory())
                .ok();
    }

    /** One log file of at most {@link #LOG_BYTES}, and the one before it. PostgreSQL appends; what is cut off is copied first. */
    void boundLog() {
        try {
            if (Files.exists(cluster.log()) && Files.size(cluster.log()) > LOG_BYTES) {
                Path before = cluster.log().resolveSibling(cluster.log().getFileName() + ".1");
                Files.copy(cluster.log(), before, StandardCopyOption.REPLACE_EXISTING);
                Files.newByteChannel(cluster.log(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        } catch (IOException failure) {
            LOG.warn("PostgreSQL's log {} grows: {}", cluster.log(), failure.getMessage());
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

    /** Ours go last, so that nothing undoes them. */
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

    private String lastWords() throws IOException {
        if (Files.notExists(cluster.log())) {
            return "";
        }
        List<String> lines = Files.readAllLines(cluster.log(), StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    record Running(long pid, int port) {}

    private static final class NotLaunched extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NotLaunched(String message) {
            super(message);
        }
    }
}
