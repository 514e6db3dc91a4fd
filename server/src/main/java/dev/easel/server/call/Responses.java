package dev.easel.server.call;

import dev.easel.server.live.ProjectUnavailable;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Sends replies and problems. To HEAD without their bodies, and with the headers that GET has. */
final class Responses {
    static final String NOSNIFF = "X-Content-Type-Options";

    private static final Logger LOG = LoggerFactory.getLogger(Responses.class);

    /**
     * How long the rest of a refused body is read and dropped before the connection is closed, in milliseconds. A
     * client that is still sending would otherwise not see the response.
     */
    private static final long LINGER_MS = 2_000;

    private Responses() {}

    static void send(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        head(response, reply.status(), reply.headers());
        switch (reply) {
            case Reply.Empty _ -> response.end();
            case Reply.Buffered it -> end(context, it.body());
            case Reply.Streamed _ when isHead(context) -> response.end();
            case Reply.Streamed it ->
                new PieceWriter(response, it.pieces()).write().onFailure(failure -> {
                    LOG.debug("{} was not read to its end: {}", context.normalizedPath(), failure.toString());
                    response.reset();
                });
        }
    }

    static void send(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.headWritten()) {
            return;
        }
        if (problem.status() == 503) {
            LOG.atLevel(isOutage(problem) ? Level.WARN : Level.DEBUG)
                    .log(
                            "{} from {}: {} ({})",
                            context.request().path(),
                            Caller.of(context).address(),
                            problem.getMessage(),
                            problem.getCause());
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", Problem.CONTENT_TYPE);
        problem.retryAfterSeconds().ifPresent(seconds -> headers.put("Retry-After", Integer.toString(seconds)));
        head(response, problem.status(), headers);
        Future<Void> sent = end(context, JsonBodies.write(problem.body()));
        if (!context.request().isEnded()) {
            sent.onComplete((_, _) -> context.vertx().setTimer(LINGER_MS, _ -> hangUp(context.request())));
        }
    }

    /**
     * Sends a problem and ends the connection, so that who is refused again and again is held to the rate of
     * connections.
     */
    static void sendLast(RoutingContext context, Problem problem) {
        HttpServerRequest request = context.request();
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.addEndHandler(
                _ -> request.end().onSuccess(_ -> request.connection().close()));
        send(context, problem);
    }

    private static boolean isHead(RoutingContext context) {
        return context.request().method() == HttpMethod.HEAD;
    }

    private static Future<Void> end(RoutingContext context, Buffer body) {
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        return isHead(context) ? response.end() : response.end(body);
    }

    private static void hangUp(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.connection().close();
        }
    }

    private static void head(HttpServerResponse response, int status, Map<String, String> headers) {
        response.setStatusCode(status).putHeader("Cache-Control", "no-store");
        response.putHeader(NOSNIFF, "nosniff"); // the router's own errors have not passed the gate
        headers.forEach((name, value) -> {
            if (name.equals("Vary")) {
                response.headers().add(name, value); // beside what the gate says
            } else {
                response.putHeader(name, value);
            }
        });
    }

    /** Whether something is broken, and not merely full: a flood of calls that are refused must not fill the log. */
    private static boolean isOutage(Problem problem) {
        Throwable cause = problem.getCause();
        return cause != null && !(cause instanceof ProjectUnavailable && cause.getCause() == null);
    }
}
