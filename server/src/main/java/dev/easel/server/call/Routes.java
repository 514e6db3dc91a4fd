package dev.easel.server.call;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;
import static io.vertx.core.http.HttpMethod.OPTIONS;

import dev.easel.server.access.Act;
import dev.easel.server.access.Need;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts endpoints on a router. What they answer is sent by {@link Responses}. */
public final class Routes {
    private final Router router;
    private final Guard guard;
    private final BodyBytes bodies;
    private final Loop loop;

    /**
     * Answers one method of one resource. If it throws or fails, the response is the {@link Problem} of that failure.
     */
    @FunctionalInterface
    public interface Endpoint {
        Future<Reply> answer(Call call);
    }

    /**
     * @param guard asked before an endpoint is
     * @param loop where the router's requests are answered
     */
    public Routes(Router router, Guard guard, BodyBytes bodies, Loop loop) {
        this.router = router;
        this.guard = guard;
        this.bodies = bodies;
        this.loop = loop;
    }

    /**
     * The endpoints of the resource at {@code path}. HEAD is answered where GET is, OPTIONS with the methods there are,
     * and any other method with 405.
     */
    public Routes add(String path, Map<HttpMethod, Endpoint> endpoints) {
        endpoints.forEach((method, endpoint) -> {
            Act act = guard.act(method.name(), path);
            route(method, router.route(path), context -> admit(context, act, endpoint));
        });
        otherMethods(router.route(path), endpoints.keySet());
        return this;
    }

    /**
     * A GET whose response has one of several types: the one that the client prefers, see {@link Call#preferredType}. A
     * client that accepts none of them is answered, too.
     */
    public Routes addNegotiated(String path, Endpoint endpoint, String... types) {
        Route route = router.route(path);
        for (String type : types) {
            route.produces(type);
        }
        Act act = guard.act(GET.name(), path);
        route(GET, route, context -> admit(context, act, endpoint));
        return add(path, Map.of(GET, endpoint));
    }

    /**
     * Adds the last routes: what no other route answers is a 404 below {@code path}, and elsewhere goes to
     * {@code others}. Errors of the router are answered as problems.
     */
    public void close(String path, Endpoint others) {
        router.route(path)
                .last()
                .handler(context -> Responses.send(context, Problem.notFound("there is nothing here")));
        Act rest = new Act(GET.name(), "/*", Need.ANYBODY);
        route(
                GET,
                router.route().last(),
                context -> run(context, Principal.GUEST.by(Tracing.of(context)), rest, others));
        otherMethods(router.route().last(), Set.of(GET));
        for (int status : new int[] {400, 404, 405, 406, 413, 415, 426, 500}) {
            router.errorHandler(status, context -> Responses.send(context, failureOf(context, status)));
        }
    }

    private static void route(HttpMethod method, Route route, Handler<RoutingContext> handler) {
        route.method(method);
        if (method == GET) {
            route.method(HEAD);
        }
        route.handler(handler);
    }

    /** The last route of a resource. */
    private static void otherMethods(Route route, Set<HttpMethod> methods) {
        Stream<String> more = methods.contains(GET) ? Stream.of("HEAD", "OPTIONS") : Stream.of("OPTIONS");
        String allowed = Stream.concat(methods.stream().map(HttpMethod::name), more)
                .sorted()
                .collect(Collectors.joining(", "));
        route.handler(context -> {
            context.response().putHeader("Allow", allowed);
            if (context.request().method() == OPTIONS) {
                Responses.send(context, Reply.noContent());
            } else {
                Responses.send(context, Problem.of(405, "allowed here: " + allowed));
            }
        });
    }

    private static Problem failureOf(RoutingContext context, int status) {
        Throwable failure = context.failure();
        if (failure == null) {
            return Problem.of(
                    status,
                    status == 400
                            ? "the address of the request cannot be read: a percent sign in it is written as %25"
                            : "the request cannot be answered");
        }
        if (status == 500 || failure instanceof HttpException) {
            return Problem.of(failure);
        }
        return switch (failure) {
            case IllegalArgumentException _ ->
                Problem.of(status, "the address or a header of the request cannot be read");
            case VertxException itself -> Problem.of(status, String.valueOf(itself.getMessage()));
            default -> Problem.of(status, "the request cannot be answered");
        };
    }

    private void admit(RoutingContext context, Act act, Endpoint endpoint) {
        Future<Principal> admitted = guard.admit(context, act);
        if (admitted.succeeded()) {
            run(context, admitted.result(), act, endpoint);
            return;
        }
        context.request().pause(); // nobody takes the body before it is known whose it is
        admitted.onComplete((principal, refusal) -> {
            context.request().resume();
            if (refusal == null) {
                run(context, principal, act, endpoint);
            } else {
                fail(context, refusal);
            }
        });
    }

    private void run(RoutingContext context, Principal principal, Act act, Endpoint endpoint) {
        Future<Reply> reply;
        try {
            reply = endpoint.answer(new Call(context, principal, guard, act, bodies, loop));
        } catch (RuntimeException failure) {
            reply = Future.failedFuture(failure);
        }
        reply.onSuccess(it -> Responses.send(context, it)).onFailure(failure -> fail(context, failure));
    }

    private static void fail(RoutingContext context, Throwable failure) {
        if (failure instanceof ProjectUnavailable it && it.reason() == ProjectUnavailable.Reason.ELSEWHERE) {
            context.fail(it); // it may be asked there
        } else {
            Responses.send(context, Problem.of(failure));
        }
    }
}
