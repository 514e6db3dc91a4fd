package dev.easel.chaos.server;

import dev.easel.chaos.verdict.Findings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server, a process of its own on one data directory, ended and started again. What it prints is kept in
 * {@code server.log} there, each line with the number of the start. A server that ends by itself is a finding, and is
 * started again. Any thread.
 */
public final class ServerUnderTest implements Servers {
    /** Below the server's own default, so that saves are hit, too. A value in the environment goes first. */
    private static final String AUTOSAVE = "EASEL_AUTOSAVE_INTERVAL_MS";

    /** Above the server's own deadline of 20 s, after which it ends itself. */
    private static final int END_S = 120;

    private static final long CLEARING_MS = 3_000;

    private final Map<String, String> environment = new HashMap<>();
    private final Path easel;
    private final Database database;
    private final Findings findings;
    private final PrintWriter log;
    private @Nullable ServerProcess process;
    private @Nullable URI uri;
    private int starts;
    private boolean closed;

    /**
     * @param easel its directory
     * @param home the data directory
     * @param settings of this server, beside those of the environment
     */
    public ServerUnderTest(Path easel, Path home, Map<String, String> settings, Database database, Findings findings)
            throws IOException {
        this.easel = easel;
        this.database = database;
        this.findings = findings;
        environment.put("EASEL_DATA", home.toString());
        environment.put(AUTOSAVE, System.getenv().getOrDefault(AUTOSAVE, "1000"));
        database.url().ifPresent(given -> environment.put("DATABASE_URL", given));
        environment.putAll(settings);
        log = new PrintWriter(
                Files.newBufferedWriter(
                        home.resolve("server.log"),
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND),
                true);
    }

    @Override
    public synchronized void start() {
        if (closed) {
            return;
        }
        uri = null;
        int number = ++starts;
        try {
            ServerProcess started = ServerProcess.start(easel, environment, line -> log.println(number + " " + line));
            process = started;
            started.ready().thenAccept(where -> serves(started, where));
            started.ended().thenAccept(code -> endedByItself(started, code));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private synchronized void serves(ServerProcess started, URI where) {
        if (started == process) {
            uri = where;
        }
    }

    private synchronized void endedByItself(ServerProcess ended, int code) {
        if (ended == process) {
            findings.add("the server ended by itself with " + code + "; see its log, start " + starts);
            start();
        }
    }

    /** Where it serves; empty while it does not. */
    @Override
    public synchronized Optional<URI> uri() {
        return Optional.ofNullable(uri);
    }

    @Override
    public boolean isServing() {
        return uri().isPresent();
    }

    /** The process and its children, among them those of a PostgreSQL of its own; none between two of them. */
    @Override
    public List<ProcessHandle> processes() {
        return pid().flatMap(ProcessHandle::of).stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .toList();
    }

    private synchronized Optional<Long> pid() {
        return Optional.ofNullable(process).map(ServerProcess::pid);
    }

    /** SIGKILL; returns when it has ended. */
    public void kill() throws InterruptedException {
        ServerProcess killed = leave();
        killed.kill();
        awaitEnd(killed);
    }

    /** SIGTERM; returns when it has ended. */
    public void terminate() throws InterruptedException {
        ServerProcess terminated = leave();
        terminated.terminate();
        awaitEnd(terminated);
    }

    /** SIGSTOP, where there is a process. */
    public synchronized void pause() {
        if (process != null) {
            process.pause();
        }
    }

    /** SIGCONT, where there is a process. */
    public synchronized void resume() {
        if (process != null) {
            process.resume();
        }
    }

    private void awaitEnd(ServerProcess ending) throws InterruptedException {
        try {
            ending.ended().get(END_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException late) {
            ending.kill();
            findings.add("the server did not end within " + END_S + " s");
        }
    }

    /**
     * From here on the process may end.
     *
     * @throws IllegalStateException there is none
     */
    private synchronized ServerProcess leave() {
        ServerProcess leaving = process;
        if (leaving == null) {
            throw new IllegalStateException("there is no server to end");
        }
        process = null;
        uri = null;
        return leaving;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (pid().isPresent()) {
                terminate();
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
