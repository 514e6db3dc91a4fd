package dev.easel.server.guard;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.access.Act;
import dev.easel.server.access.Acts;
import dev.easel.server.access.Holdings;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Lasting;
import dev.easel.server.call.Problem;
import dev.easel.server.live.Principal;
import dev.easel.server.metrics.CallMetrics;
import dev.easel.server.metrics.CallMetrics.Quota;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.UUID;

/**
 * Lets in whom another guard lets in, unless somebody would have more than their quota by it. It is looked at what they
 * have before: so the last image, or what is asked at the same moment, may go over it. Used by all event loops.
 */
public final class Quotas implements Guard {
    /** The code of a refusal of what would be more than a person may have. */
    public static final String CODE = "quota";

    private static final int RETRY_AFTER_S = 5;

    /** The call by which whoever makes it owns one more board, with the images of another one. */
    private static final Act FORK = Acts.of("POST", "/api/projects/:project/fork");

    /** Calls by which whoever makes them owns one more board. */
    private static final Set<Act> MAKES_BOARD = Set.of(Acts.of("POST", "/api/projects"), FORK);

    /** Calls that store images in a board. */
    private static final Set<Act> STORES_IMAGES = Set.of(
            Acts.of("PUT", "/api/projects/:project/assets/:asset"), Acts.of("POST", "/api/projects/:project/import"));

    private final Guard guard;
    private final QuotaSettings most;
    private final Holdings holdings;
    private final PersonConnections connections;
    private final CallMetrics metrics;

    public Quotas(Guard guard, QuotaSettings most, Holdings holdings, CallMetrics metrics) {
        this.guard = guard;
        this.most = most;
        this.holdings = holdings;
        this.metrics = metrics;
        connections = new PersonConnections(most.connections());
    }

    @Override
    public Act act(String method, String path) {
        return guard.act(method, path);
    }

    @Override
    public Future<Principal> admit(RoutingContext context, Act act) {
        Future<Principal> admitted = guard.admit(context, act);
        if (MAKES_BOARD.contains(act)) {
            Future<Principal> maker = most.boards() > 0 ? admitted.compose(this::boards) : admitted;
            return most.bytes() > 0 && act.equals(FORK) ? maker.compose(this::bytes) : maker;
        }
        if (most.bytes() > 0 && STORES_IMAGES.contains(act)) {
            return admitted.compose(it -> bytes(it, UUID.fromString(context.pathParam("project"))));
        }
        return act.equals(Acts.SOCKET) && most.connections() > 0
                ? admitted.compose(it -> connection(it, context))
                : admitted;
    }

    @Override
    public Runnable watch(RoutingContext context, UUID project, Role role, Lasting lasting) {
        return guard.watch(context, project, role, lasting);
    }

    private Future<Principal> boards(Principal principal) {
        return principal.user().map(user -> boards(principal, user)).orElseGet(() -> Future.succeededFuture(principal));
    }

    private Future<Principal> boards(Principal principal, String user) {
        return holdings.boards(user).recover(Quotas::unknown).compose(count -> {
            if (count < most.boards()) {
                return Future.succeededFuture(principal);
            }
            metrics.refused(Quota.BOARDS);
            return Future.failedFuture(Problem.denied(
                    CODE,
                    "you own " + count + " boards, and may own " + most.boards()
                            + "; delete one for good, in the trash, too, or ask who runs the server"));
        });
    }

    private Future<Principal> bytes(Principal principal) {
        return principal
                .user()
                .map(user -> bytes(principal, holdings.bytes(user), "your boards"))
                .orElseGet(() -> Future.succeededFuture(principal));
    }

    private Future<Principal> bytes(Principal principal, UUID project) {
        return bytes(principal, holdings.bytesOfOwner(project), "the boards of this board's owner");
    }

    private Future<Principal> bytes(Principal principal, Future<Long> held, String whose) {
        return held.recover(Quotas::unknown).compose(bytes -> {
            if (bytes < most.bytes()) {
                return Future.succeededFuture(principal);
            }
            metrics.refused(Quota.BYTES);
            return Future.failedFuture(Problem.denied(
                    CODE,
                    "the images on " + whose + " take " + bytes + " bytes, and may take " + most.bytes()
                            + "; delete a board for good, or ask who runs the server for more"));
        });
    }

    private Future<Principal> connection(Principal principal, RoutingContext context) {
        if (principal.user().isEmpty()
                || connections.enter(principal.user().get(), context.request().connection())) {
            return Future.succeededFuture(principal);
        }
        metrics.refused(Quota.CONNECTIONS);
        return Future.failedFuture(Problem.tooMany(
                "you have " + most.connections() + " boards open, as many as one may; close one, and try again",
                RETRY_AFTER_S));
    }

    private static <T> Future<T> unknown(Throwable failure) {
        return Future.failedFuture(
                Problem.unavailable("how much you have cannot be found out at the moment; try again", 1, failure));
    }
}
