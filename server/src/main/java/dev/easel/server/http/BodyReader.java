package dev.easel.server.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Collects one request's body, whatever its content type, within a bound of bytes and of time, as long as it keeps
 * coming. What arrives after the outcome is known is dropped. Confined to the request's event loop.
 */
final class BodyReader {
    /** How long a body may take to arrive, in milliseconds. */
    static final long DEADLINE_MS = 120_000;

    /** How often it is looked whether more has come since, in milliseconds; where nothing has, the body is given up. */
    static final long SILENCE_MS = 15_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final int limit;
    private final long silenceMs;
    private final Promise<Buffer> read = Promise.promise();
    private Buffer body = Buffer.buffer();
    private int before;

    BodyReader(Vertx vertx, HttpServerRequest request, int limit, long silenceMs) {
        this.vertx = vertx;
        this.request = request;
        this.limit = limit;
        this.silenceMs = silenceMs;
    }

    Future<Buffer> read() {
        if (isDeclaredTooLarge()) {
            return Future.failedFuture(Problem.tooLarge(limit));
        }
        long deadline =
                vertx.setTimer(DEADLINE_MS, _ -> fail(Problem.of(408, "the body took over " + DEADLINE_MS + " ms")));
        long silence = vertx.setPeriodic(silenceMs, _ -> look());
        request.handler(this::take)
                .endHandler(_ -> read.tryComplete(body))
                .exceptionHandler(_ -> fail(Problem.badRequest("the body ended early")));
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        return read.future().andThen((_, _) -> {
            vertx.cancelTimer(deadline);
            vertx.cancelTimer(silence);
        });
    }

    private void look() {
        if (body.length() == before) {
            fail(Problem.of(408, "nothing of the body came for " + silenceMs + " ms"));
        }
        before = body.length();
    }

    private boolean isDeclaredTooLarge() {
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return declared != null && Long.parseLong(declared) > limit;
        } catch (NumberFormatException unreadable) {
            throw Problem.badRequest("Content-Length is not a number");
        }
    }

    private void take(Buffer chunk) {
        if (read.future().isComplete()) {
            return;
        }
        if (chunk.length() > limit - body.length()) {
            fail(Problem.tooLarge(limit));
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void fail(Problem problem) {
        body = Buffer.buffer();
        read.tryFail(problem);
    }
}
