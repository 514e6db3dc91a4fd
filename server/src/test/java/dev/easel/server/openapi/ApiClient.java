package dev.easel.server.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Calls a server over HTTP, and holds every call and its answer against the document. Two kinds of calls are not held:
 * those for the web client's files, and those that the document does not name where the server answers 404 or 405.
 */
public final class ApiClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Pattern API = Pattern.compile("/(api|health|metrics)(/.*)?");

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

    private HttpResponse<String> send(HttpRequest request, byte[] body) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
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
}
