package dev.easel.server.forwarding;

import dev.easel.server.call.Caller;
import dev.easel.server.call.Problem;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.metrics.ForwardingMetrics;
import dev.easel.server.ownership.Owners;
import dev.easel.server.ownership.Owners.Place;
import dev.easel.server.ownership.Owners.Place.Here;
import dev.easel.server.ownership.Owners.Place.There;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** Where each request of one event loop is sent to where its project is served. Confined to it. */
final class Passage implements Handler<RoutingContext> {
    private static final int RETRY_AFTER_S = 1;

    private static final String AGAIN = "dev.easel.located.again";

    private final String instance;
    private final Marks marks;
    private final Owners owners;
    private final OnLoop loop;
    private final Entrance entrance;
    private final BiFunction<RoutingContext, String, Optional<String>> vouch;
    private final ForwardingMetrics metrics;

    Passage(
            String instance,
            Marks marks,
            Owners owners,
            OnLoop loop,
            Entrance entrance,
            BiFunction<RoutingContext, String, Optional<String>> vouch,
            ForwardingMetrics metrics) {
        this.instance = instance;
        this.marks = marks;
        this.owners = owners;
        this.loop = loop;
        this.entrance = entrance;
        this.vouch = vouch;
        this.metrics = metrics;
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<UUID> project = OwnedPath.project(context.normalizedPath());
        if (project.isEmpty()) {
            context.next();
            return;
        }
        Future<Place> place = owners.locate(project.get());
        if (place.succeeded() && place.result() instanceof Here) {
            context.next();
            return;
        }
        context.request().pause();
        place.onComplete((found, failure) -> {
            if (failure != null) {
                refuse(
                        context,
                        Problem.unavailable("no instance can be found for this project", RETRY_AFTER_S, failure));
            } else {
                located(context, project.get(), found);
            }
        });
    }

    private void located(RoutingContext context, UUID project, Place place) {
        switch (ForwardStep.of(place, Entrance.isMarked(context))) {
            case ForwardStep.Serve _ -> {
                context.request().resume();
                context.next();
            }
            case ForwardStep.NotOwned _ -> {
                context.request().resume();
                entrance.notOwned(context);
            }
            case ForwardStep.PassOn(There to) ->
                new Forward(context, project, owners, loop.underway(), it -> attempt(context, it), metrics).to(to);
        }
    }

    /**
     * Somebody else has claimed the project, between the look and the load: the request is looked at once more, unless
     * its body was read.
     */
    void claimedElsewhere(RoutingContext context) {
        boolean isElsewhere = context.failure() instanceof ProjectUnavailable it && it.reason() == Reason.ELSEWHERE;
        String uri = context.request().uri();
        if (isElsewhere
                && context.get(AGAIN) == null
                && uri.startsWith("/")
                && !RequestAttempt.hasBody(context.request().headers())) {
            context.put(AGAIN, true);
            context.reroute(context.request().method(), uri);
        } else {
            context.next();
        }
    }

    private static void refuse(RoutingContext context, Problem problem) {
        context.request().resume();
        context.fail(problem);
    }

    private Attempt attempt(RoutingContext context, There there) {
        HttpServerRequest request = context.request();
        Mark mark = new Mark(instance, there.instance(), Caller.of(context).address(), name(request));
        String target = Target.ascii(request.uri());
        String text = marks.write(mark, request.method(), target);
        Mark.Written written = new Mark.Written(text, vouch.apply(context, text));
        return OwnedPath.isSocket(context.normalizedPath())
                ? new UpgradeAttempt(context, there, target, written, loop.fellows(), metrics)
                : new RequestAttempt(context, there, target, written, loop.fellows());
    }

    /** No other connection of this process ever has it. */
    private static String name(HttpServerRequest request) {
        return ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel()
                .id()
                .asLongText();
    }
}
