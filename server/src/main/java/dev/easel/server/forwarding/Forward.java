package dev.easel.server.forwarding;

import dev.easel.server.call.Problem;
import dev.easel.server.metrics.ForwardingMetrics;
import dev.easel.server.ownership.Owners;
import dev.easel.server.ownership.Owners.Place;
import dev.easel.server.ownership.Owners.Place.Here;
import dev.easel.server.ownership.Owners.Place.There;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to the owner of its project. Where nothing was done for it, it is looked once more where the
 * project is; after that the client is told to come again. Confined to the event loop of the request, which is paused.
 */
final class Forward {
    private static final int RETRY_AFTER_S = 1;

    private final RoutingContext context;
    private final UUID project;
    private final Owners owners;
    private final Underway underway;
    private final Function<There, Attempt> attempts;
    private final ForwardingMetrics metrics;

    /** @param attempts makes one try to send it to an instance */
    Forward(
            RoutingContext context,
            UUID project,
            Owners owners,
            Underway underway,
            Function<There, Attempt> attempts,
            ForwardingMetrics metrics) {
        this.context = context;
        this.project = project;
        this.owners = owners;
        this.underway = underway;
        this.attempts = attempts;
        this.metrics = metrics;
    }

    void to(There there) {
        attempt(there, () -> lookAgain(there));
    }

    private void attempt(There there, Runnable notDone) {
        Attempt attempt = attempts.apply(there);
        underway.begin(there.instance(), attempt);
        attempt.send().onComplete((result, failure) -> {
            if (failure == null && result == Attempt.Result.ANSWERED) {
                pass(there, attempt);
                return;
            }
            underway.end(there.instance(), attempt);
            if (failure != null) {
                fail(failure);
            } else if (result == Attempt.Result.NOT_DONE) {
                notDone.run();
            } else {
                unavailable("did not answer to the end; it may have done what was asked, or not", null);
            }
        });
    }

    private void pass(There there, Attempt attempt) {
        Future.succeededFuture().compose(_ -> attempt.pass()).onComplete((_, failure) -> {
            underway.end(there.instance(), attempt);
            if (failure == null) {
                metrics.answered();
            } else {
                metrics.broken();
                context.response().reset();
            }
        });
    }

    private void lookAgain(There failed) {
        if (context.response().closed()) {
            metrics.broken(); // the client has left meanwhile
            return;
        }
        owners.locateAgain(project, failed).onComplete((place, failure) -> {
            if (failure != null) {
                unavailable("cannot be found out at the moment", failure);
            } else {
                second(place);
            }
        });
    }

    private void second(Place place) {
        switch (place) {
            case Here _ -> {
                metrics.here();
                context.response().exceptionHandler(null); // it told the try before
                context.request().resume();
                context.next();
            }
            case There there -> attempt(there, () -> unavailable("cannot be reached at the moment", null));
        }
    }

    private void unavailable(String what, @Nullable Throwable cause) {
        metrics.unavailable();
        end(Problem.unavailable("the instance that serves this project " + what + "; try again", RETRY_AFTER_S, cause));
    }

    private void fail(Throwable failure) {
        metrics.broken();
        end(failure);
    }

    private void end(Throwable failure) {
        context.request().resume();
        context.fail(failure);
    }
}
