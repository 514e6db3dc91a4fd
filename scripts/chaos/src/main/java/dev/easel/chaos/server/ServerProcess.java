package dev.easel.chaos.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One process of the built server, from its start to its end. */
final class ServerProcess {
    private static final Path LAUNCH = Path.of("scripts", "launch");
    private static final Path JAR = Path.of("server", "target", "easel-server.jar");

    /** Several run side by side. Options of the environment come after it, and count. */
    private static final String HEAP = "-XX:MaxRAMPercentage=25";

    private static final String READY = "Easel is ready at ";

    private final Process process;
    private final CompletableFuture<URI> ready = new CompletableFuture<>();

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts as a person starts it, on a free port unless the environment names one.
     *
     * @param easel its directory
     * @param environment on top of this process's own, without what would name a database
     * @param listener gets every line the server prints, on a thread of its own
     */
    static ServerProcess start(Path easel, Map<String, String> environment, Consumer<String> listener)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                easel.resolve(LAUNCH).toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                easel.resolve(JAR).toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.equals("DATABASE_URL"));
        builder.environment().put("EASEL_PORT", "0");
        builder.environment().merge("EASEL_JAVA_OPTIONS", HEAP, (asked, own) -> own + " " + asked);
        builder.environment().putAll(environment);
        ServerProcess started =
                new ServerProcess(builder.redirectErrorStream(true).start());
        Thread.ofPlatform().daemon().name("server-output").start(() -> started.read(listener));
        return started;
    }

    private void read(Consumer<String> listener) {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().forEach(line -> {
                listener.accept(line);
                int at = line.indexOf(READY);
                if (at >= 0) {
                    ready.complete(URI.create(line.substring(at + READY.length())));
                }
            });
        } catch (IOException | UncheckedIOException ended) {
            listener.accept("(output ended: " + ended.getMessage() + ")");
        }
    }

    /** Completes with where it serves, once it does; never when it ends before. */
    CompletableFuture<URI> ready() {
        return ready;
    }

    /** Completes with the exit code, however the process ends. */
    CompletableFuture<Integer> ended() {
        return process.onExit().thenApply(Process::exitValue);
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** SIGTERM. One that is paused goes on, so that it can end. */
    void terminate() {
        process.destroy();
        signal("CONT");
    }

    /** SIGSTOP: it keeps its connections, and says nothing. */
    void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("CONT");
    }

    /** Nothing happens to a process that has ended. */
    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
