package dev.easel.server.openapi;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** One request and its answer. */
public record Exchange(
        String method,
        URI uri,
        HttpHeaders requestHeaders,
        byte[] requestBody,
        int status,
        HttpHeaders responseHeaders,
        byte[] responseBody) {

    public static Exchange of(HttpRequest request, byte[] body, HttpResponse<String> response) {
        return new Exchange(
                request.method(),
                request.uri(),
                request.headers(),
                body,
                response.statusCode(),
                response.headers(),
                response.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the server found no fault with the request itself: then it must be as documented. */
    boolean wasUnderstood() {
        return status < 400 || status == 409 || status == 503;
    }

    @Override
    public String toString() {
        return method + " " + uri + " → " + status;
    }
}
