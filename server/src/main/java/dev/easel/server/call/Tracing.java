package dev.easel.server.call;

import dev.easel.server.log.TraceId;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.random.RandomGenerator;

/**
 * Gives every request its {@link TraceId}, and tells it with the answer. What is refused before it is a request, such
 * as a head that is too long, has none. Confined to the event loop of its router.
 */
public final class Tracing {
    private static final String KEY = "dev.easel.trace";

    private final RandomGenerator random;

    /** @param random for the ids of requests that bring none */
    public Tracing(RandomGenerator random) {
        this.random = random;
    }

    /** Must come before all other routes. */
    public void mount(Router router) {
        router.route().handler(this::begin);
    }

    private void begin(RoutingContext context) {
        if (context.get(KEY) == null) { // it may be routed again
            HttpServerRequest request = context.request();
            TraceId trace =
                    TraceId.of(request.getHeader(TraceId.TRACEPARENT), request.getHeader(TraceId.REQUEST_ID), random);
            context.put(KEY, trace);
            context.response().putHeader(TraceId.REQUEST_ID, trace.toString());
        }
        context.next();
    }

    /** Of the request; none where the router has no tracing. */
    public static TraceId of(RoutingContext context) {
        TraceId trace = context.get(KEY);
        return trace == null ? TraceId.NONE : trace;
    }
}
