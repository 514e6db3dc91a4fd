package dev.easel.bench.server;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A server as a process of its own, on its core, from its start to its end. What it says is kept in a file. */
public final class ServerUnderTest implements AutoCloseable {
    private static final String READY = " is ready at ";
    private static final int START_S = 60;
    private static final int END_S = 30;

    private final Process process;
    private final URI uri;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Jvm jvm;

    private ServerUnderTest(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Returns once it serves.
     *
     * @param command says, in the end, {@code … is ready at http://…}
     * @param environment on top of this process's own
     */
    public static ServerUnderTest start(Cores cores, List<String> command, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        List<String> pinned = new ArrayList<>(cores.ofServer());
        pinned.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(pinned)
                .directory(requireNonNull(log.toAbsolutePath().getParent()).toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        endsWithUs(process);
        CompletableFuture<URI> ready = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("server-output").start(() -> keep(process, log, ready));
        try {
            return new ServerUnderTest(process, ready.get(START_S, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException failure) {
            process.destroy();
            throw new IOException("the server did not start; see " + log, failure);
        }
    }

    /** Nothing keeps running after the run, also when it fails, or is stopped while a server starts. */
    private static void endsWithUs(Process process) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        } catch (IllegalStateException ending) {
            process.destroy();
            throw ending;
        }
    }

    private static void keep(Process process, Path log, CompletableFuture<URI> ready) {
        try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(log), true);
                BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().forEach(line -> {
                file.println(line);
                int at = line.indexOf(READY);
                if (at >= 0) {
                    ready.complete(URI.create(line.substring(at + READY.length())));
                }
            });
        } catch (IOException | UncheckedIOException ended) {
            ready.completeExceptionally(ended);
        }
        ready.completeExceptionally(new IOException("the server ended"));
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /** Connected to when it is first asked for, which costs a server that has just started a good deal. */
    public synchronized Jvm jvm() throws IOException {
        if (jvm == null) {
            jvm = Jvm.attach(process.pid());
        }
        return jvm;
    }

    /** CPU seconds so far. */
    public double cpu() throws IOException {
        return Proc.cpu(process.pid());
    }

    Map<String, Double> threadCpu() throws IOException {
        return Proc.threadCpu(process.pid());
    }

    /** Resident memory in bytes. */
    public long resident() throws IOException {
        return Proc.resident(process.pid());
    }

    /** The options its JVM was started with: what stands between the program and its jar. */
    public List<String> javaOptions() throws IOException {
        List<String> words = Arrays.asList(Proc.commandLine(process.pid()));
        return List.copyOf(words.subList(1, words.indexOf("-jar")));
    }

    public Metrics metrics() throws IOException, InterruptedException {
        return new Metrics(send("GET", "/metrics", ""));
    }

    /** The answer's body; anything but a 2xx is a failure. */
    public String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    method + " " + path + " was answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    /** In order, or after a while by force. */
    @Override
    public void close() throws IOException {
        http.close();
        disconnect();
        process.destroy();
        try {
            if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void disconnect() throws IOException {
        if (jvm != null) {
            jvm.close();
        }
    }
}
