package dev.easel.server.call;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads the body of one request, of any content type, with a bound on bytes, on the whole time and on silence. What
 * arrives after a failure is dropped. Confined to the request's event loop.
 */
public final class BodyReader {
    /** The most time that a body may take to arrive, in milliseconds. */
    static final long DEADLINE_MS = 120_000;

    /** The most time in which nothing of a body arrives, in milliseconds. It is checked in this interval, too. */
    static final long SILENCE_MS = 15_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final int limit;
    private final long silenceMs;
    private final Promise<Buffer> read = Promise.promise();
    private Buffer body = Buffer.buffer();
    /** Its length when silence was last checked. */
    private int lengthBefore;

    public BodyReader(Vertx vertx, HttpServerRequest request, int limit, long silenceMs) {
        this.vertx = vertx;
        this.request = request;
        this.limit = limit;
        this.silenceMs = silenceMs;
    }

    public Future<Buffer> read() {
        if (isDeclaredTooLarge()) {
            return Future.failedFuture(Problem.tooLarge(limit));
        }
        long deadline =
                vertx.setTimer(DEADLINE_MS, _ -> fail(Problem.of(408, "the body took over " + DEADLINE_MS + " ms")));
        long silence = vertx.setPeriodic(silenceMs, _ -> checkSilence());
        request.handler(this::append)
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

    private void checkSilence() {
        if (body.length() == lengthBefore) {
            fail(Problem.of(408, "nothing of the body came for " + silenceMs + " ms"));
        }
        lengthBefore = body.length();
    }

    private boolean isDeclaredTooLarge() {
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return declared != null && Long.parseLong(declared) > limit;
        } catch (NumberFormatException failure) {
            throw Problem.badRequest("Content-Length is not a number");
        }
    }

    private void append(Buffer chunk) {
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
