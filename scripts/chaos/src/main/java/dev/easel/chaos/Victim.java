package dev.easel.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server, a process of its own on one data directory, ended and started again. What it says is kept in
 * {@code server.log} there. Ending by itself is a finding; it is started again all the same.
 */
final class Victim implements AutoCloseable {
    /** Below the server's own default, so that saves too are hit. Given in the environment, that one counts. */
    private static final String AUTOSAVE = "EASEL_AUTOSAVE_INTERVAL_MS";

    private static final int START_S = 40;
    private static final int END_S = 40;
    private static final long CLEARING_MS = 3_000;

    private final Map<String, String> environment = new HashMap<>();
    private final Path jar;
    private final Database database;
    private final Findings findings;
    private final PrintWriter log;
    private ServerProcess process;
    private URI uri;
    private int starts;
    private boolean closed;

    /** @param home the data directory */
    Victim(Path jar, Path home, Optional<String> url, Database database, Findings findings) throws IOException {
        this.jar = jar;
        this.database = database;
        this.findings = findings;
        environment.put("EASEL_DATA", home.toString());
        environment.put(AUTOSAVE, System.getenv().getOrDefault(AUTOSAVE, "1000"));
        url.ifPresent(given -> environment.put("DATABASE_URL", given));
        log = new PrintWriter(
                Files.newBufferedWriter(
                        home.resolve("server.log"),
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND),
                true);
    }

    synchronized void start() {
        if (closed) {
            return;
        }
        uri = null;
        int number = ++starts;
        try {
            ServerProcess started = ServerProcess.start(jar, environment, line -> log.println(number + " " + line));
            process = started;
            started.ready().thenAccept(where -> serves(started, where));
            CompletableFuture.delayedExecutor(START_S, TimeUnit.SECONDS).execute(() -> late(started));
            started.ended().thenAccept(code -> endedByItself(started, code));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private synchronized void serves(ServerProcess started, URI where) {
        if (started == process) {
            uri = where;
            notifyAll();
        }
    }

    private synchronized void late(ServerProcess started) {
        if (started == process && uri == null) {
            findings.add("the server did not start in time; see its log, start " + starts);
        }
    }

    private synchronized void endedByItself(ServerProcess ended, int code) {
        if (ended == process) {
            findings.add("the server ended by itself with " + code + "; see its log, start " + starts);
            start();
        }
    }

    /** Where it serves; empty while it does not. */
    synchronized Optional<URI> uri() {
        return Optional.ofNullable(uri);
    }

    synchronized URI awaitServing(long ms) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (uri == null) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException("the server does not serve");
            }
            wait(left);
        }
        return uri;
    }

    /** SIGKILL; returns when it has ended. */
    void kill() throws InterruptedException {
        ServerProcess killed = leave();
        killed.kill();
        awaitEnd(killed);
    }

    /** SIGTERM; returns when it has ended. */
    void terminate() throws InterruptedException {
        terminate(leave());
    }

    private void terminate(ServerProcess terminated) throws InterruptedException {
        terminated.terminate();
        awaitEnd(terminated);
    }

    private void awaitEnd(ServerProcess ending) throws InterruptedException {
        try {
            ending.ended().get(END_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException late) {
            ending.kill();
            findings.add("the server did not end within " + END_S + " s");
        }
    }

    /** From here on the process may end. */
    private synchronized ServerProcess leave() {
        ServerProcess leaving = process;
        process = null;
        uri = null;
        return leaving;
    }

    /** Ends every process there is, in order where it can be. */
    @Override
    public void close() {
        ServerProcess last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = leave();
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (last != null) {
                terminate(last);
            }
            clear();
        } catch (InterruptedException _) {
            interrupted = true;
            database.kill();
        } finally {
            log.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A PostgreSQL that a killed server has left, or was just starting. */
    private void clear() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLEARING_MS);
        while (database.kill() && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
