package dev.easel.server.commandline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The HTTP calls of a running server. All of them block, as long as something moves. */
final class RemoteServer implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int PAGE = 1_000;

    /** How long a call goes on while nothing is sent or received, in milliseconds. */
    static final int SILENCE_MS = 300_000;

    /** How often it is told how far a call is, in milliseconds. */
    private static final int TELL_MS = 100;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI at;
    private final String token;
    private final long silenceNanos;

    /** @param at its address, with the path below which people reach it */
    RemoteServer(URI at, long silenceMs) {
        this(at, silenceMs, "");
    }

    /** @param token of who asks; empty where nobody signs in */
    RemoteServer(URI at, long silenceMs, String token) {
        this.at = at;
        this.token = token;
        silenceNanos = TimeUnit.MILLISECONDS.toNanos(silenceMs);
    }

    List<RemoteProject> projects() throws IOException, InterruptedException {
        List<RemoteProject> projects = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = read(HttpRequest.newBuilder(uri("/api/projects?limit=" + PAGE + after)));
            for (JsonNode it : member(page, "projects")) {
                projects.add(project(it));
            }
            JsonNode next = member(page, "next");
            after = next.isNull() ? "" : "&after=" + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8);
        } while (!after.isEmpty());
        return projects;
    }

    RemoteProject project(UUID id) throws IOException, InterruptedException {
        return project(read(HttpRequest.newBuilder(uri("/api/projects/" + id))));
    }

    RemoteProject create(String title) throws IOException, InterruptedException {
        BodyPublisher body = BodyPublishers.ofByteArray(json.writeValueAsBytes(Map.of("title", title)));
        return project(read(HttpRequest.newBuilder(uri("/api/projects"))
                .header("Content-Type", "application/json")
                .POST(body)));
    }

    void delete(RemoteProject project) throws IOException, InterruptedException {
        accepted(answer(
                HttpRequest.newBuilder(uri("/api/projects/" + project.id() + "?permanently=true"))
                        .DELETE(),
                BodyHandlers.ofByteArray(),
                () -> 0,
                _ -> {}));
    }

    /**
     * Returns how many objects the file had, once they are durable.
     *
     * @param sent hears how many bytes of the file are sent, now and then, on this thread
     */
    int put(RemoteProject project, Path file, LongConsumer sent) throws IOException, InterruptedException {
        AtomicLong read = new AtomicLong();
        try (InputStream in = counted(file, read)) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri("/api/projects/" + project.id() + "/import"))
                    .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> in), Files.size(file)));
            JsonNode told = read(accepted(answer(request, BodyHandlers.ofByteArray(), read::get, sent)));
            return member(told, "objects").asInt();
        }
    }

    /** @param received hears how many bytes are received, now and then, on this thread */
    void get(RemoteProject project, OutputStream out, LongConsumer received) throws IOException, InterruptedException {
        AtomicLong written = new AtomicLong();
        BodyHandler<byte[]> handler = head -> head.statusCode() == 200
                ? BodySubscribers.mapping(
                        BodySubscribers.ofByteArrayConsumer(some -> some.ifPresent(it -> write(it, out, written))),
                        _ -> new byte[0])
                : BodySubscribers.ofByteArray();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/api/projects/" + project.id() + "/export"));
        accepted(answer(request, handler, written::get, received));
    }

    private static void write(byte[] some, OutputStream out, AtomicLong written) {
        try {
            out.write(some);
            written.addAndGet(some.length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InputStream counted(Path file, AtomicLong read) throws IOException {
        return new FilterInputStream(Files.newInputStream(file)) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int some = super.read(bytes, from, length);
                read.addAndGet(Math.max(0, some));
                return some;
            }
        };
    }

    private JsonNode read(HttpRequest.Builder request) throws IOException, InterruptedException {
        return read(accepted(answer(request, BodyHandlers.ofByteArray(), () -> 0, _ -> {})));
    }

    /**
     * Waits for the answer.
     *
     * @param moved how many bytes have been sent or received
     * @param told hears so, now and then, on this thread
     */
    private HttpResponse<byte[]> answer(
            HttpRequest.Builder request, BodyHandler<byte[]> handler, LongSupplier moved, LongConsumer told)
            throws IOException, InterruptedException {
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request.build(), handler);
        long before = moved.getAsLong();
        long since = System.nanoTime();
        try {
            while (System.nanoTime() - since < silenceNanos) {
                try {
                    return answer.get(TELL_MS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException _) {
                    long now = moved.getAsLong();
                    told.accept(now);
                    if (now != before) {
                        before = now;
                        since = System.nanoTime();
                    }
                }
            }
        } catch (ExecutionException failure) {
            Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
            throw cause instanceof UncheckedIOException file
                    ? file.getCause()
                    : new IOException(reason(cause), failure);
        } finally {
            answer.cancel(true);
        }
        throw new IOException("no answer from " + at + " for " + TimeUnit.NANOSECONDS.toSeconds(silenceNanos) + " s");
    }

    /** Java's own failures to connect say nothing. */
    private String reason(Throwable failure) {
        String message = failure.getMessage();
        return "no answer from " + at + (message == null ? "" : " (" + message + ")");
    }

    private byte[] accepted(HttpResponse<byte[]> answer) throws ServerRefused {
        if (answer.statusCode() / 100 != 2) {
            throw new ServerRefused(problem(answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    /** What the problem details say, where the answer is of Easel. */
    private String problem(int status, byte[] body) {
        try {
            String detail = json.readTree(body).path("detail").asText();
            if (!detail.isEmpty()) {
                return detail + " (" + status + ")";
            }
        } catch (IOException _) {
            // Not JSON: something between us and the server has answered.
        }
        return at + " answers with status " + status;
    }

    private URI uri(String path) {
        return URI.create(at.toString().replaceFirst("/+$", "") + path);
    }

    private RemoteProject project(JsonNode it) throws IOException {
        try {
            return new RemoteProject(
                    UUID.fromString(member(it, "id").asText()),
                    member(it, "title").asText());
        } catch (IllegalArgumentException failure) {
            throw noEasel(failure);
        }
    }

    private JsonNode read(byte[] answer) throws IOException {
        try {
            return json.readTree(answer);
        } catch (IOException failure) {
            throw noEasel(failure);
        }
    }

    private JsonNode member(JsonNode of, String name) throws IOException {
        JsonNode it = of.get(name);
        if (it == null) {
            throw noEasel(null);
        }
        return it;
    }

    /** Something else has answered, and was content. */
    private IOException noEasel(@Nullable Exception failure) {
        return new IOException("what answers at " + at + " is no Easel", failure);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
