package dev.easel.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The built server as a process of its own, to be ended as the world ends processes. */
public final class ServerProcess {
    private static final Path JAR = Path.of("target/easel-server.jar");
    private static final String MEMORY = "-Xmx512m"; // several run side by side

    /** None runs long enough for the optimizing compiler to save what it costs. */
    private static final String JAVA_OPTIONS = MEMORY + " -XX:TieredStopAtLevel=1";

    private static final String READY = "Easel is ready at ";
    private static final int PATIENCE_S = 120;

    private final Process process;
    private final Consumer<String> listener;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> said = new ArrayList<>();
    private URI uri;

    private ServerProcess(Process process, Consumer<String> listener) {
        this.process = process;
        this.listener = listener;
        Thread.ofPlatform().daemon().name("server-output").start(this::read);
    }

    /** Starts on a free port; the environment comes on top of this one's, without what would name a database. */
    public static ServerProcess start(Map<String, String> environment) throws IOException {
        return start(environment, _ -> {});
    }

    /** @param listener hears every line the server says, on a thread of its own */
    public static ServerProcess start(Map<String, String> environment, Consumer<String> listener) throws IOException {
        return start(JAR, environment, listener);
    }

    /** @param jar of another version, with its libraries beside it */
    static ServerProcess start(Path jar, Map<String, String> environment) throws IOException {
        return start(jar, environment, _ -> {});
    }

    /** By Java alone, without the script that says how. */
    static ServerProcess startPlainly(Map<String, String> environment) throws IOException {
        ProcessBuilder java = new ProcessBuilder(java(), MEMORY, "-jar", JAR.toString());
        return start(java.redirectErrorStream(true), environment, _ -> {});
    }

    /** On a terminal of its own, as whoever starts it by hand sees it. */
    static ServerProcess startOnTerminal(Map<String, String> environment) throws IOException {
        String command = String.join(" ", command(JAR).command());
        return start(new ProcessBuilder("script", "-qefc", "exec " + command, "/dev/null"), environment, _ -> {});
    }

    private static ServerProcess start(Path jar, Map<String, String> environment, Consumer<String> listener)
            throws IOException {
        return start(command(jar), environment, listener);
    }

    private static ServerProcess start(
            ProcessBuilder builder, Map<String, String> environment, Consumer<String> listener) throws IOException {
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.equals("DATABASE_URL"));
        builder.environment().put("EASEL_PORT", "0");
        builder.environment().put("EASEL_JAVA_OPTIONS", JAVA_OPTIONS);
        builder.environment().putAll(environment);
        Process started = builder.start();
        // Nothing keeps running after the test, also when it fails: the server ends in order, and its database with it.
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
        return new ServerProcess(started, listener);
    }

    /** What starts the server, as a person does, with both of its outputs in one. */
    static ProcessBuilder command(String... arguments) {
        return command(JAR, arguments);
    }

    private static ProcessBuilder command(Path jar, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Repository.ROOT.resolve("scripts/launch").toString(), java(), jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("EASEL_JAVA_OPTIONS", JAVA_OPTIONS);
        return builder;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** @param name of the signal, such as HUP; after STOP no thread of the process runs */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .inheritIO()
                .start()
                .waitFor();
        if (name.equals("STOP")) {
            awaitStopped();
        }
    }

    /** The signal is handled by one thread, when that gets its turn; until then the others go on. */
    private void awaitStopped() throws IOException {
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        if (Files.isDirectory(tasks)) { // only Linux has it
            try (Stream<Path> threads = Files.list(tasks)) {
                for (Path thread : threads.toList()) {
                    while (!isStopped(thread)) {
                        Thread.onSpinWait();
                    }
                }
            }
        }
    }

    private static boolean isStopped(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("stat")).contains(") T ");
        } catch (NoSuchFileException ended) {
            return true;
        }
    }

    /** Of the one thread whose name begins so, with the bracket before it. Only Linux tells. */
    int niceness(String name) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.contains(name)) {
                    return Integer.parseInt(
                            stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
                }
            }
        }
        throw new IOException("no thread " + name);
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().forEach(line -> {
                lines.add(line);
                listener.accept(line);
            });
        } catch (IOException | UncheckedIOException ended) {
            lines.add("(output ended: " + ended.getMessage() + ")");
        }
    }

    /** Waits until the server serves, and returns where. */
    public URI awaitReady() throws InterruptedException {
        uri = URI.create(awaitLine(READY).substring(READY.length()));
        return uri;
    }

    /** Where it serves, once that was waited for. */
    URI uri() {
        return Objects.requireNonNull(uri, "not ready yet");
    }

    /** Waits for a line that holds {@code text}. */
    public String awaitLine(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("'" + text + "' was not said, but: " + said);
            }
            said.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM; returns the exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return awaitEnd();
    }

    /** Completes with the exit code, however the process ends. */
    public CompletableFuture<Integer> ended() {
        return process.onExit().thenApply(Process::exitValue);
    }

    private int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the server did not end");
        }
        return process.exitValue();
    }
}
