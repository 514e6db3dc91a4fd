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
    private static final int PAUSE_MS = 1_000;

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
     * @throws IllegalStateException it cannot run here; the message says what to do
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
            throw new UncheckedIOException("the embedded PostgreSQL did not start: " + failure.getMessage(), failure);
        }
    }

    private static EmbeddedPostgres start(DataLock lock, Path home, Map<String, String> settings) throws IOException {
        Launcher launcher = Launcher.forThisUser();
        Binaries binaries = Binaries.installed(home);
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
     */
    public static Optional<PostgresAddress> runningOn(Path data) throws IOException {
        Optional<PidFile.Running> running = PidFile.read(DataDirectory.pathIn(data));
        return running.isEmpty()
                ? Optional.empty()
                : Optional.of(new DatabaseAccess(running.get().port(), DataDirectory.password(data)).address());
    }

    /** Whether there is a database in the data directory, running or not. */
    public static boolean isIn(Path data) {
        return Files.exists(DataDirectory.pathIn(data));
    }

    /** Where it listens. Stays the same for as long as this runs. */
    public PostgresAddress address() {
        return access.address();
    }

    /** The id of PostgreSQL's first process, while there is one. */
    Optional<Long> pid() {
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
        try {
            while (!stopping.await(WATCH_MS, TimeUnit.MILLISECONDS)) {
                postmaster.boundLog();
                if (postmaster.running().isEmpty()) {
                    LOG.error("PostgreSQL has died; starting it again");
                    restart();
                }
            }
        } catch (InterruptedException _) {
            LOG.debug("The thread that watches PostgreSQL ends");
        }
    }

    private void restart() throws InterruptedException {
        do {
            try {
                postmaster.startedAgain(access.port());
                LOG.info("PostgreSQL is back");
                return;
            } catch (IOException | IllegalStateException failure) {
                LOG.error("PostgreSQL does not start; trying again", failure);
            }
        } while (!stopping.await(PAUSE_MS, TimeUnit.MILLISECONDS));
    }
}
