package dev.easel.server.call;

import dev.easel.protocol.Uuids;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

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
        head(context, reply.status(), reply.headers());
        switch (reply) {
            case Reply.Empty _ -> response.end();
            case Reply.Buffered it -> end(context, it.body());
            case Reply.Streamed _ when isHead(context) -> response.end();
            case Reply.Streamed it ->
                new PieceWriter(response, it.pieces()).write().onFailure(failure -> {
                    told(context, Level.DEBUG)
                            .addKeyValue(Field.ERROR, Cause.of(failure))
                            .log("An answer was not read to its end");
                    response.reset();
                });
        }
    }

    static void send(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.headWritten()) {
            return;
        }
        tell(context, problem);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", Problem.CONTENT_TYPE);
        if (problem.status() == 401) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        problem.retryAfterSeconds().ifPresent(seconds -> headers.put("Retry-After", Integer.toString(seconds)));
        head(context, problem.status(), headers);
        Future<Void> sent = end(context, JsonBodies.write(problem.body(Tracing.of(context))));
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

    private static void head(RoutingContext context, int status, Map<String, String> headers) {
        HttpServerResponse response = context.response();
        response.setStatusCode(status).putHeader("Cache-Control", "no-store");
        response.putHeader(NOSNIFF, "nosniff"); // the router's own errors have not passed the gate
        headers.forEach((name, value) -> {
            switch (name) {
                case "Vary" -> response.headers().add(name, value); // beside what the gate says
                case "Location" ->
                    response.putHeader(name, value.startsWith("/") ? BasePath.told(context, value) : value);
                case "Set-Cookie" ->
                    value.lines().forEach(cookie -> response.headers().add(name, cookie));
                default -> response.putHeader(name, value);
            }
        });
    }

    /** What a call has done wrong is told to its caller alone. */
    private static void tell(RoutingContext context, Problem problem) {
        Throwable cause = problem.getCause();
        LoggingEventBuilder line = told(context, level(problem)).addKeyValue(Field.STATUS, problem.status());
        if (problem.status() == 500) {
            line.setCause(cause).log("A call has failed");
        } else if (cause != null) {
            line.addKeyValue(Field.ERROR, Cause.of(cause)).log("A call could not be answered as it should be");
        } else {
            line.log("A call was refused");
        }
    }

    /** Whether something is broken, and not merely full: a flood of calls that are refused must not fill the log. */
    private static Level level(Problem problem) {
        Throwable cause = problem.getCause();
        if (problem.status() == 500) {
            return Level.ERROR;
        }
        boolean isRefusal = cause == null || cause instanceof ProjectUnavailable && cause.getCause() == null;
        return isRefusal ? Level.DEBUG : Level.WARN;
    }

    /** The path itself is not told: it may hold anything. */
    private static LoggingEventBuilder told(RoutingContext context, Level level) {
        LoggingEventBuilder line = LOG.atLevel(level)
                .addKeyValue(Field.TRACE, Tracing.of(context))
                .addKeyValue(Field.CLIENT, Caller.of(context).address())
                .addKeyValue(Field.ROUTE, route(context));
        return Uuids.parse(context.pathParams().getOrDefault("project", ""))
                .map(project -> line.addKeyValue(Field.PROJECT, project))
                .orElse(line);
    }

    private static String route(RoutingContext context) {
        Route route = context.currentRoute();
        String pattern = route == null ? null : route.getPath();
        return context.request().method() + " " + (pattern == null ? "-" : pattern);
    }
}
