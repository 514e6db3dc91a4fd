package dev.easel.server.http;

import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.JsonWriter;
import dev.easel.server.live.ProjectUnavailable;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.handler.HttpException;
import java.util.OptionalInt;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a request was not answered as asked: what stands in an {@code application/problem+json} body (RFC 9457). */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);

    static final String CONTENT_TYPE = "application/problem+json";

    private final int status;
    private final int retryAfterSeconds;

    /** @param retryAfterSeconds when it may be tried again; 0 when that would not help */
    private Problem(int status, String detail, int retryAfterSeconds, Throwable cause) {
        super(detail, cause, false, false);
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static Problem of(int status, String detail) {
        return new Problem(status, detail, 0, null);
    }

    static Problem badRequest(String detail) {
        return of(400, detail);
    }

    static Problem notFound(String detail) {
        return of(404, detail);
    }

    static Problem noProject() {
        return notFound("there is no such project");
    }

    static Problem noObject(String id) {
        return notFound("there is no object " + shortened(id));
    }

    static Problem tooLarge(long limit) {
        return of(413, "the body is over " + limit + " bytes");
    }

    /** The request can be read, and cannot be done as it is. */
    static Problem unprocessable(String detail) {
        return of(422, detail);
    }

    /** It may succeed later, unchanged. */
    static Problem unavailable(String detail, int retryAfterSeconds, Throwable cause) {
        return new Problem(503, detail, retryAfterSeconds, cause);
    }

    /** What a failure says to the outside. What nobody expected is logged under a reference, and only that is told. */
    static Problem of(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case ProjectUnavailable room -> of(room);
            case InvalidContent content -> badRequest(content.getMessage());
            case HttpException http -> of(http.getStatusCode(), phrase(http.getStatusCode()));
            default -> unexpected(failure);
        };
    }

    private static Problem of(ProjectUnavailable room) {
        return switch (room.reason()) {
            case ABSENT -> notFound(room.getMessage());
            case NOT_LOADED, CLOSED, DRAINING -> unavailable(room.getMessage(), 1, room);
            case FULL, STOPPED -> unavailable(room.getMessage(), 5, room);
        };
    }

    private static Problem unexpected(Throwable failure) {
        UUID reference = UUID.randomUUID();
        LOG.error("a request failed, reference {}", reference, failure);
        return new Problem(500, "something went wrong here; reference " + reference, 0, failure);
    }

    int status() {
        return status;
    }

    OptionalInt retryAfterSeconds() {
        return retryAfterSeconds == 0 ? OptionalInt.empty() : OptionalInt.of(retryAfterSeconds);
    }

    /** The body. */
    byte[] toBytes() {
        return new JsonWriter(256)
                .open('{')
                .field("type", "about:blank")
                .field("title", phrase(status))
                .field("status", status)
                .field("detail", getMessage())
                .close('}')
                .toBytes();
    }

    /** Foreign text as it may stand in a message: without what JSON cannot carry, and not too long. */
    static String shortened(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return clean.codePointCount(0, clean.length()) <= 64
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, 64)) + "…";
    }

    private static String phrase(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
