package dev.easel.server.guard;

import dev.easel.server.call.Caller;
import dev.easel.server.call.Problem;
import dev.easel.server.identity.Authenticator;
import dev.easel.server.identity.Identity;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Finds out who makes a request, before it is passed on to the owner of its project or answered. Whether they may is
 * asked later, where it is answered. Used by all event loops.
 */
public final class Reception {
    private static final int RETRY_AFTER_S = 1;

    private final Authenticator authenticator;
    private final Visitors visitors;
    private final IdentityMarks marks;

    public Reception(Authenticator authenticator, ReceptionSettings settings, IdentityMarks marks) {
        this.authenticator = authenticator;
        this.marks = marks;
        visitors = new Visitors(settings.proxies(), settings.header());
    }

    /** Must come before what passes requests on, and what answers them. */
    public void mount(Router router) {
        router.route("/api/*").handler(this::receive);
        router.route("/metrics").handler(this::receive);
    }

    /**
     * What the instance that is passed a request is told of who makes it.
     *
     * @param mark of that request
     */
    public Optional<String> vouch(RoutingContext context, String mark) {
        return Optional.of(marks.write(Visitors.of(context), mark));
    }

    private void receive(RoutingContext context) {
        Optional<Identity> told = Caller.of(context).isJudged() ? marks.told(context.request()) : Optional.empty();
        // An instance of before there were identities passes the credentials on, as it does all headers.
        Future<Identity> identity = told.map(Future::succeededFuture)
                .orElseGet(() -> authenticator.identify(visitors.credentials(context)));
        if (identity.succeeded()) {
            Visitors.tell(context, identity.result());
            context.next();
            return;
        }
        context.request().pause();
        identity.onComplete((known, failure) -> {
            context.request().resume();
            if (failure == null) {
                Visitors.tell(context, known);
                context.next();
            } else {
                context.fail(
                        failure instanceof Problem
                                ? failure
                                : Problem.unavailable(
                                        "who you are cannot be found out at the moment; try again",
                                        RETRY_AFTER_S,
                                        failure));
            }
        });
    }
}
