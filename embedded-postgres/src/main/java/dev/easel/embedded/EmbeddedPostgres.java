package dev.easel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running PostgreSQL on a data directory that is locked against other servers. While it runs, a thread of its own
 * watches the process and starts it again, on the same port, when it dies.
 */
public final class EmbeddedPostgres {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final int WATCH_MS = 200;

    /** The pauses between two starts of one that has died: the first, and the longest. */
    private static final int PAUSE_MS = 1_000;

    private static final int LONGEST_PAUSE_MS = 30_000;

    private final DataLock lock;
    private final Postmaster postmaster;
    private final DatabaseAccess access;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread watch =
            Thread.ofPlatform().daemon().name("easel-postgres-watch").unstarted(this::watch);

    private EmbeddedPostgres(DataLock lock, Postmaster postmaster, DatabaseAccess access) {
        this.lock = lock;
        this.postmaster = postmaster;
        this.access = access;
    }

    /**
     * Returns when the database answers, however long crash recovery takes it.
     *
     * @param data made when it is not there; holds the database, its binaries, its password and its log
     * @throws CannotRun it cannot run here; the message says what to do
     */
    public static EmbeddedPostgres start(Path data) {
        return start(data, Map.of());
    }

    /** @param settings of PostgreSQL, on top of ours; without spaces */
    public static EmbeddedPostgres start(Path data, Map<String, String> settings) {
        try {
            Path home = Files.createDirectories(data).toRealPath();
            DataLock lock = DataLock.take(home);
            try {
                return start(lock, home, settings);
            } catch (IOException | RuntimeException failure) {
                lock.release();
                throw failure;
            }
        } catch (IOException failure) {
            throw Explanation.of(data.toAbsolutePath().normalize(), failure);
        }
    }

    private static EmbeddedPostgres start(DataLock lock, Path home, Map<String, String> settings) throws IOException {
        Launcher launcher = Launcher.forThisUser(home);
        Binaries binaries = Binaries.installed(home, launcher);
        DataDirectory files = DataDirectory.prepared(home, binaries, launcher);
        Postmaster postmaster = new Postmaster(files, binaries, launcher, settings);
        Optional<DatabaseAccess> adopted = postmaster.adopted();
        DatabaseAccess access = adopted.isPresent() ? adopted.get() : postmaster.started();
        if (adopted.isEmpty()) {
            binaries.removeOthers();
        }
        EmbeddedPostgres running = new EmbeddedPostgres(lock, postmaster, access);
        running.watch.start();
        return running;
    }

    /**
     * The address of a PostgreSQL that already runs on the data directory, also one that another process started; empty
     * when none runs.
     *
     * @throws IOException it cannot be told whether one runs
     */
    public static Optional<PostgresAddress> runningOn(Path data) throws IOException {
        Optional<PidFile.Running> running = PidFile.read(DataDirectory.pathIn(data));
        if (running.isEmpty()) {
            return Optional.empty();
        }
        Passwords passwords = Passwords.read(data);
        DatabaseAccess access = new DatabaseAccess(running.get().port(), passwords);
        return Optional.of(passwords.plain().isEmpty() ? access.superuser() : access.address());
    }

    /** Whether there is a database in the data directory, running or not. */
    public static boolean isIn(Path data) {
        return Files.exists(DataDirectory.pathIn(data));
    }

    /** Where it listens, as the role that owns the database. Stays the same for as long as this runs. */
    public PostgresAddress address() {
        return access.address();
    }

    /** As the superuser: for people, for tests, and for what a server does not do. */
    public PostgresAddress superuser() {
        return access.superuser();
    }

    /** The id of PostgreSQL's first process, while there is one. */
    Optional<Long> pid() throws IOException {
        return postmaster.running().map(PidFile.Running::pid);
    }

    /** Fast shutdown: open transactions are rolled back, connections closed. Returns when it is down. */
    public void stop() {
        stopping.countDown();
        watch.interrupt();
        try {
            watch.join();
            postmaster.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new UncheckedIOException("the embedded PostgreSQL did not stop: " + failure.getMessage(), failure);
        } finally {
            lock.release();
        }
    }

    private void watch() {
        boolean isTold = false;
        try {
            while (!stopping.await(WATCH_MS, TimeUnit.MILLISECONDS)) {
                postmaster.boundLog();
                try {
                    if (postmaster.running().isEmpty()) {
                        LOG.error("PostgreSQL has died; starting it again");
                        restart();
                    }
                    isTold = false;
                } catch (IOException unknown) {
                    if (!isTold) {
                        LOG.warn("It cannot be told whether PostgreSQL runs; it is left alone: {}", unknown.toString());
                    }
                    isTold = true;
                }
            }
        } catch (InterruptedException _) {
            LOG.debug("The thread that watches PostgreSQL ends");
        }
    }

    private void restart() throws InterruptedException {
        int pauseMs = PAUSE_MS;
        do {
            try {
                postmaster.startedAgain(access.port());
                LOG.info("PostgreSQL is back");
                return;
            } catch (IOException | IllegalStateException failure) {
                LOG.error("PostgreSQL does not start; trying again in {} s: {}", pauseMs / 1_000, failure.getMessage());
                LOG.debug("PostgreSQL does not start", failure);
            }
            pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        } while (!stopping.await(pauseMs / 2, TimeUnit.MILLISECONDS));
    }
}
