package dev.easel.server.call;

import dev.easel.server.access.Asked;
import dev.easel.server.access.OriginPolicy;
import dev.easel.server.access.Verdict;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/**
 * What every request passes first, upgrades to WebSockets included: pages from elsewhere are refused, and their
 * connection ends; those that {@code EASEL_ORIGINS} names may read the answers (CORS). May be used by several event
 * loops.
 */
public final class Gate {
    private static final Set<HttpMethod> CHANGES_NOTHING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS = "Authorization, Content-Type, If-None-Match, traceparent, tracestate";
    private static final String RESPONSE_HEADERS = "Content-Disposition, ETag, Location, Retry-After, X-Request-Id";
    private static final String PREFLIGHT_SECONDS = "600";

    private final OriginPolicy policy;

    public Gate(OriginPolicy policy) {
        this.policy = policy;
    }

    /** Must come before all other routes. */
    public void mount(Router router) {
        router.route().handler(this::enter);
    }

    private void enter(RoutingContext context) {
        if (Caller.of(context).isJudged()) {
            context.next(); // and the instance that has judged it says with its answer what we would
            return;
        }
        // With every answer, also those that are sent past Responses: the Content-Type is meant as it stands.
        HttpServerResponse response = context.response().putHeader(Responses.NOSNIFF, "nosniff");
        if (policy.shares()) {
            response.headers().add(HttpHeaders.VARY, "Origin");
        } else {
            // No other page shows what is here either, as an image for instance.
            response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
        }
        switch (policy.decide(asked(context.request()))) {
            case Verdict.Refused refused -> Responses.sendLast(context, Problem.of(refused.status(), refused.detail()));
            case Verdict.Allowed allowed -> {
                allowed.shareWith().ifPresent(origin -> share(response, origin));
                if (allowed.shareWith().isPresent() && isPreflight(context.request())) {
                    preflight(response);
                } else {
                    context.next();
                }
            }
        }
    }

    private static Asked asked(HttpServerRequest request) {
        MultiMap headers = request.headers();
        boolean isUpgrade = headers.contains(HttpHeaders.UPGRADE);
        return new Asked(
                isUpgrade || !CHANGES_NOTHING.contains(request.method()),
                request.version() != HttpVersion.HTTP_1_0,
                request.uri(),
                headers.getAll(HttpHeaders.HOST),
                headers.getAll(HttpHeaders.ORIGIN),
                Optional.ofNullable(headers.get("Sec-Fetch-Site")));
    }

    private static void share(HttpServerResponse response, String origin) {
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method() == HttpMethod.OPTIONS
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private static void preflight(HttpServerResponse response) {
        response.setStatusCode(204)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS)
                .end();
    }
}
