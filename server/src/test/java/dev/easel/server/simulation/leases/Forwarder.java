package dev.easel.server.simulation.leases;

import dev.easel.server.forwarding.ForwardStep;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.ownership.Owners;
import dev.easel.server.ownership.Owners.Place.Here;
import dev.easel.server.ownership.Owners.Place.There;
import dev.easel.server.simulation.Instance;
import dev.easel.server.simulation.Request;
import dev.easel.server.simulation.Rule;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * The way of requests from the server they reach to the one that owns their project, as package {@code forwarding} has
 * it: one hop, and one look again where nothing was done. For the loop of sockets.
 */
final class Forwarder {
    private final Leased servers;
    private final Instance here;
    private final Owners owners;

    Forwarder(Leased servers, Instance here, Owners owners) {
        this.servers = servers;
        this.here = here;
        this.owners = owners;
        owners.onGone(id -> here.sockets.execute(() -> gone(id)));
    }

    /** Nothing was done: the server does not own the project, or was not reached. */
    static final class NotDone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotDone(String why) {
            super(why);
        }
    }

    /** Of a client. */
    <T> Future<T> take(UUID project, Request<T> request) {
        return take(project, request, false);
    }

    private <T> Future<T> take(UUID project, Request<T> request, boolean isPassedOn) {
        return here.sockets.bring(owners.locate(project)).compose(place -> switch (ForwardStep.of(
                place, servers.defect.isMarked(isPassedOn))) {
            case ForwardStep.Serve _ -> request.serve(here);
            case ForwardStep.NotOwned _ -> Future.failedFuture(new NotDone("does not own the project"));
            case ForwardStep.PassOn(There to) ->
                pass(to, project, request, isPassedOn)
                        .recover(failure -> failure instanceof NotDone
                                ? lookAgain(to, project, request, isPassedOn)
                                : Future.failedFuture(failure));
        });
    }

    private <T> Future<T> pass(There to, UUID project, Request<T> request, boolean isPassedOn) {
        Rule.ONE_HOP.holds(!isPassedOn, here, "passes on for", project, "to", to);
        servers.world.counts.count("forwarded");
        return here.sockets.bring(servers.network.send(
                here,
                InstanceTable.idAt(to.address()),
                request,
                owner -> servers.at(owner).take(project, request, true)));
    }

    private <T> Future<T> lookAgain(There failed, UUID project, Request<T> request, boolean isPassedOn) {
        servers.world.counts.count("looked again");
        return here.sockets.bring(owners.locateAgain(project, failed)).compose(place -> switch (place) {
            case Here _ -> request.serve(here);
            case There to ->
                pass(to, project, request, isPassedOn)
                        .recover(_ ->
                                Future.failedFuture(new ProjectUnavailable(ProjectUnavailable.Reason.ELSEWHERE, null)));
        });
    }

    /** Nothing more is expected of an instance that is dead. */
    private void gone(String id) {
        servers.network.cut(here, id);
        List.copyOf(servers.tunnels).stream()
                .filter(it -> it.isBetween(here, id))
                .forEach(Tunnel::cut);
    }
}
