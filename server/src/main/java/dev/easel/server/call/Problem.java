package dev.easel.server.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.easel.protocol.InvalidContent;
import dev.easel.server.access.Rights;
import dev.easel.server.bulk.BulkFailure;
import dev.easel.server.catalog.CatalogRefusal;
import dev.easel.server.catalog.CatalogUnavailable;
import dev.easel.server.excalidraw.InvalidDrawing;
import dev.easel.server.history.HistoryUnavailable;
import dev.easel.server.horizon.FoldedAway;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.log.TraceId;
import dev.easel.server.versions.VersionRefusal;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.handler.HttpException;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Why a request did not succeed: the content of an {@code application/problem+json} body (RFC 9457). */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String CONTENT_TYPE = "application/problem+json";

    private final int status;
    private final int retryAfterSeconds;
    private final @Nullable Long oldest;
    private final @Nullable String code;

    private Problem(int status, String detail, int retryAfterSeconds, @Nullable Throwable cause) {
        this(status, detail, retryAfterSeconds, null, null, cause);
    }

    /**
     * @param retryAfterSeconds when the same request may succeed; 0 when it never will
     * @param oldest the first seq of which the past can be had, where an older one was asked for
     * @param code what programs tell it by, where others have its status
     */
    private Problem(
            int status,
            String detail,
            int retryAfterSeconds,
            @Nullable Long oldest,
            @Nullable String code,
            @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
        this.oldest = oldest;
        this.code = code;
    }

    public static Problem of(int status, String detail) {
        return new Problem(status, detail, 0, null);
    }

    /** @param code what programs tell it by, among those of its status */
    public static Problem of(int status, String code, String detail) {
        return new Problem(status, detail, 0, null, code, null);
    }

    /** It is not known who asks. */
    public static Problem signedOut(String detail) {
        return of(401, "signed_out", detail);
    }

    /** It is known who asks, and they may not. */
    public static Problem denied(String code, String detail) {
        return of(403, code, detail);
    }

    public static Problem badRequest(String detail) {
        return of(400, detail);
    }

    public static Problem notFound(String detail) {
        return of(404, detail);
    }

    public static Problem noProject() {
        return notFound("there is no such project");
    }

    /** @param id a valid object id */
    public static Problem noObject(String id) {
        return notFound("there is no object " + id);
    }

    static Problem tooLarge(long limit) {
        return of(413, "the body is over " + limit + " bytes");
    }

    /** Whoever asks has asked too often, or has too much at the moment. */
    public static Problem tooMany(String detail, int retryAfterSeconds) {
        return new Problem(429, detail, retryAfterSeconds, null);
    }

    /** The same request may succeed later. */
    public static Problem unavailable(String detail, int retryAfterSeconds, @Nullable Throwable cause) {
        return new Problem(503, detail, retryAfterSeconds, cause);
    }

    /** The problem that a failure is answered with. Of an unexpected failure nothing is told. */
    static Problem of(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case ProjectUnavailable it -> of(it);
            case BulkFailure it -> of(it);
            case HistoryUnavailable it -> of(it);
            case FoldedAway it -> new Problem(410, message(it), 0, it.oldest(), null, null);
            case CatalogRefusal it -> refused(it);
            case CatalogUnavailable it -> unavailable(message(it), 1, it.getCause());
            case VersionRefusal it -> of(it);
            case InvalidDrawing it -> of(status(it.kind()), message(it));
            case InvalidContent it -> badRequest(message(it));
            case HttpException it ->
                of(it.getStatusCode(), Objects.requireNonNullElse(it.getPayload(), phrase(it.getStatusCode())));
            default -> unexpected(failure);
        };
    }

    /** The door should have refused it: the log tells what it was. */
    private static Problem refused(CatalogRefusal failure) {
        return new Problem(422, message(failure), 0, failure.getCause());
    }

    private static Problem of(ProjectUnavailable failure) {
        return switch (failure.reason()) {
            case ABSENT -> notFound(message(failure));
            case NOT_LOADED, ELSEWHERE, BESIDE, CLOSED, DRAINING -> unavailable(message(failure), 1, failure);
            case FULL, CROWDED, STOPPED, BUSY -> unavailable(message(failure), 5, failure);
            case NO_ROOM -> unavailable(message(failure), 30, failure);
            case TOO_LARGE -> unavailable(message(failure), 300, failure);
        };
    }

    private static Problem of(HistoryUnavailable failure) {
        return switch (failure.reason()) {
            case NO_PROJECT -> notFound(message(failure));
            case AHEAD -> badRequest(message(failure));
            case UNPREPARED -> unavailable(message(failure), 5, null);
            case TOO_LARGE -> unavailable(message(failure), 300, null);
            case UNREACHABLE -> unavailable(message(failure), 1, failure.getCause());
        };
    }

    private static Problem of(BulkFailure failure) {
        return switch (failure.reason()) {
            case TOO_LARGE, REFUSED -> of(422, message(failure));
            case NOT_DURABLE, RELOADED -> unavailable(message(failure), 1, failure.getCause());
            case INTERRUPTED, TOO_FAST -> unavailable(message(failure), 5, failure.getCause());
            case FORBIDDEN -> denied(Rights.FORBIDDEN, message(failure));
            case NO_ACCESS -> denied(Rights.NO_ACCESS, message(failure));
            case SIGNED_OUT -> signedOut(message(failure));
        };
    }

    private static Problem of(VersionRefusal failure) {
        return switch (failure.reason()) {
            case NO_PROJECT, NO_VERSION -> notFound(message(failure));
            case AHEAD -> badRequest(message(failure));
            case ACTIVE -> of(409, message(failure));
            case TOO_MANY, TOO_MUCH, TOO_LONG_AGO -> of(422, message(failure));
            case BUSY, NOT_SAVED, OVERTAKEN -> unavailable(message(failure), 1, failure);
        };
    }

    private static int status(InvalidDrawing.Kind kind) {
        return switch (kind) {
            case UNREADABLE -> 400;
            case CONTENT -> 422;
        };
    }

    private static Problem unexpected(Throwable failure) {
        return new Problem(500, "something went wrong here", 0, failure);
    }

    public int status() {
        return status;
    }

    public OptionalInt retryAfterSeconds() {
        return retryAfterSeconds == 0 ? OptionalInt.empty() : OptionalInt.of(retryAfterSeconds);
    }

    /** @param trace of the request, by which the log tells more */
    Body body(TraceId trace) {
        // A person who sees only this can tell it to whoever runs the server.
        String detail = status == 500 ? message(this) + "; reference " + trace : message(this);
        return new Body("about:blank", phrase(status), status, detail, trace.toString(), code, oldest);
    }

    private static String message(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "");
    }

    private static String phrase(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            String type,
            String title,
            int status,
            String detail,
            String traceId,
            @Nullable String code,
            @Nullable Long oldest) {}
}
