package dev.easel.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows the change feed of one project, as a program does that is killed again and again and goes on after the last
 * event that it has kept. Runs on a thread of its own; the rest may be called from any thread.
 */
final class FeedConsumer implements Runnable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final int PAUSE_MS = 50;
    private static final int OK = 200;
    private static final int SERVER_ERRORS = 500;

    private final String project;
    private final HttpClient http;
    private final Supplier<Optional<URI>> server;
    private final Consumer<String> finding;
    private final List<JsonNode> taken = new ArrayList<>();
    private @Nullable InputStream stream;
    private int kills;

    FeedConsumer(String project, HttpClient http, Supplier<Optional<URI>> server, Consumer<String> finding) {
        this.project = project;
        this.http = http;
        this.server = server;
        this.finding = finding;
    }

    String project() {
        return project;
    }

    /** Until it is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                Optional<URI> there = server.get();
                if (there.isPresent()) {
                    follow(there.get());
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            finding.accept("the consumer of a feed broke: " + broken);
        }
    }

    private void follow(URI there) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        there.resolve("/api/projects/" + project + "/events/stream"))
                .timeout(ANSWERS_WITHIN);
        if (last() > 0) {
            request.header("Last-Event-ID", Long.toString(last()));
        }
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                begin(body);
                if (answer.statusCode() == OK) {
                    read(body);
                } else if (answer.statusCode() < SERVER_ERRORS) {
                    finding.accept("the feed behind " + last() + " is answered " + answer.statusCode());
                }
            }
        } catch (IOException _) {
            // killed, as servers and lines are: it comes again
        }
    }

    /** An event counts when all of it is there: an empty line ends it. */
    private void read(InputStream body) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        JsonNode event = MAPPER.missingNode();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                event = MAPPER.readTree(line.substring("data: ".length()));
            } else if (line.isEmpty() && !event.isMissingNode()) {
                keep(event);
                event = MAPPER.missingNode();
            }
        }
    }

    private synchronized void keep(JsonNode event) {
        taken.add(event);
    }

    private synchronized void begin(InputStream body) {
        stream = body;
    }

    /** Cuts its connection, in the middle of whatever comes; what it has kept stays. */
    void kill() throws IOException {
        InputStream cut = takeStream();
        if (cut != null) {
            cut.close();
        }
    }

    private synchronized @Nullable InputStream takeStream() {
        InputStream cut = stream;
        stream = null;
        kills += cut == null ? 0 : 1;
        return cut;
    }

    synchronized int kills() {
        return kills;
    }

    /** The seq of the event that it has kept last; 0 before the first. */
    synchronized long last() {
        return taken.isEmpty() ? 0 : taken.getLast().get("seq").asLong();
    }

    /** What it has kept, in the order in which that came. */
    synchronized List<JsonNode> kept() {
        return List.copyOf(taken);
    }
}
