package dev.easel.server.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.regex.Pattern;

/**
 * Calls a server over HTTP, and holds every call and its answer against the document. Two kinds of calls are not held:
 * those for the web client's files, and those that the document does not name where the server answers 404 or 405.
 */
public final class ApiClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Pattern API = Pattern.compile("/(api|health|metrics|version)(/.*)?");

    private final URI server;
    private final ApiDocument document;

    public ApiClient(URI server, ApiDocument document) {
        this.server = server;
        this.document = document;
    }

    /** A call without a body. */
    public HttpResponse<String> send(String method, String path, String... headers) {
        return send(method, path, new byte[0], headers);
    }

    /** A call with a JSON body. */
    public HttpResponse<String> sendJson(String method, String path, String json) {
        return send(method, path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    /** @param headers name, value, name, value… */
    public HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(DEADLINE)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build(), body);
    }

    /** Reads a stream to its end. {@code begun} is run when its first line has come. */
    public HttpResponse<String> follow(String path, Runnable begun, String... headers) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(DEADLINE)
                .headers(headers)
                .build();
        return send(
                request,
                new byte[0],
                HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(begun), Lines::text, "\n"));
    }

    private HttpResponse<String> send(HttpRequest request, byte[] body) {
        return send(request, body, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(HttpRequest request, byte[] body, HttpResponse.BodyHandler<String> handler) {
        try {
            HttpResponse<String> response = HTTP.send(request, handler);
            hold(Exchange.of(request, body, response));
            return response;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private void hold(Exchange exchange) {
        boolean isNothing = exchange.status() == 404 || exchange.status() == 405;
        boolean isApi = API.matcher(exchange.uri().getPath()).matches();
        if (isApi && !(isNothing && !document.names(exchange))) {
            document.check(exchange);
        }
    }

    private static final class Lines implements Flow.Subscriber<String> {
        private final StringBuilder text = new StringBuilder();
        private final Runnable begun;

        Lines(Runnable begun) {
            this.begun = begun;
        }

        String text() {
            return text.toString();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (text.isEmpty()) {
                Thread.startVirtualThread(begun);
            }
            text.append(line).append('\n');
        }

        @Override
        public void onError(Throwable failure) {
            // the call fails as well
        }

        @Override
        public void onComplete() {
            // the call completes as well
        }
    }
}
