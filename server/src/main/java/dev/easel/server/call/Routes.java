package dev.easel.server.call;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts endpoints on a router. The only place where replies and problems are sent. */
public final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    /**
     * How long the rest of a refused body is read and dropped before the connection is closed, in milliseconds. A
     * client that is still sending would otherwise not see the response.
     */
    private static final long LINGER_MS = 2_000;

    private final Router router;

    /**
     * Answers one method of one resource. If it throws or fails, the response is the {@link Problem} of that failure.
     */
    @FunctionalInterface
    public interface Endpoint {
        Future<Reply> answer(Call call);
    }

    public Routes(Router router) {
        this.router = router;
    }

    /** The endpoints of the resource at {@code path}. Any other method is answered with 405. */
    public Routes add(String path, Map<HttpMethod, Endpoint> endpoints) {
        endpoints.forEach((method, endpoint) -> router.route(method, path).handler(context -> run(context, endpoint)));
        String allowed = String.join(
                ", ", endpoints.keySet().stream().map(HttpMethod::name).sorted().toList());
        router.route(path).handler(context -> {
            context.response().putHeader("Allow", allowed);
            send(context, Problem.of(405, "allowed here: " + allowed));
        });
        return this;
    }

    /**
     * A GET whose response has one of several types: the one that the client prefers, see {@link Call#preferredType}. A
     * client that accepts none of them is answered, too.
     */
    public Routes addNegotiated(String path, Endpoint endpoint, String... types) {
        Route route = router.get(path);
        for (String type : types) {
            route.produces(type);
        }
        route.handler(context -> run(context, endpoint));
        return add(path, Map.of(GET, endpoint));
    }

    /**
     * Adds the last routes: what no other route answers is a 404 below {@code path}, and elsewhere goes to
     * {@code others}. Errors of the router are answered as problems.
     */
    public void close(String path, Endpoint others) {
        router.route(path).last().handler(context -> send(context, Problem.notFound("there is nothing here")));
        router.route().method(GET).method(HEAD).last().handler(context -> run(context, others));
        for (int status : new int[] {400, 404, 405, 406, 413, 415, 500}) {
            router.errorHandler(status, context -> send(context, failureOf(context)));
        }
    }

    private static Problem failureOf(RoutingContext context) {
        return context.failure() == null || context.statusCode() != 500
                ? Problem.of(context.statusCode(), "the request cannot be answered")
                : Problem.of(context.failure());
    }

    private static void run(RoutingContext context, Endpoint endpoint) {
        Future<Reply> reply;
        try {
            reply = endpoint.answer(new Call(context));
        } catch (RuntimeException failure) {
            reply = Future.failedFuture(failure);
        }
        reply.onSuccess(it -> send(context, it)).onFailure(failure -> send(context, Problem.of(failure)));
    }

    private static void send(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        head(response, reply.status(), reply.headers());
        switch (reply) {
            case Reply.Empty _ -> response.end();
            case Reply.Buffered it -> response.end(it.body());
            case Reply.Streamed it ->
                new PieceWriter(response, it.pieces()).write().onFailure(failure -> {
                    LOG.debug("{} was not read to its end: {}", context.normalizedPath(), failure.toString());
                    response.reset();
                });
        }
    }

    private static void send(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.headWritten()) {
            return;
        }
        if (problem.status() == 503) {
            LOG.warn("{}: {} ({})", context.normalizedPath(), problem.getMessage(), String.valueOf(problem.getCause()));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", Problem.CONTENT_TYPE);
        problem.retryAfterSeconds().ifPresent(seconds -> headers.put("Retry-After", Integer.toString(seconds)));
        head(response, problem.status(), headers);
        Future<Void> sent = response.end(JsonBodies.write(problem.body()));
        if (!context.request().isEnded()) {
            sent.onComplete((_, _) -> context.vertx().setTimer(LINGER_MS, _ -> hangUp(context.request())));
        }
    }

    private static void hangUp(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    private static void head(HttpServerResponse response, int status, Map<String, String> headers) {
        response.setStatusCode(status).putHeader("Cache-Control", "no-store");
        headers.forEach(response::putHeader);
    }
}
