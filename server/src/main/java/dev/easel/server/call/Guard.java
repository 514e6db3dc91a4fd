package dev.easel.server.call;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.access.Act;
import dev.easel.server.access.Need;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Decides whether who makes a call may make it. Used by all event loops. */
public interface Guard {
    /** Lets everybody do everything. */
    Guard OPEN = new Guard() {
        @Override
        public Act act(String method, String path) {
            return new Act(method, path, Need.ANYBODY);
        }

        @Override
        public Future<Principal> admit(RoutingContext context, Act act) {
            return Future.succeededFuture(Principal.GUEST.by(Tracing.of(context)));
        }

        @Override
        public Runnable watch(RoutingContext context, UUID project, Role role, Lasting lasting) {
            return () -> {}; // nothing is taken away
        }
    };

    /**
     * What there is at this path of a router.
     *
     * @throws IllegalStateException nobody has said what it demands
     */
    Act act(String method, String path);

    /**
     * On whose behalf the call is made. Fails with the {@link Problem} that it is answered with when it may not be
     * made. Where the answer is not there at once, nothing may be read of the request meanwhile. Asked again where its
     * body took long to come.
     */
    Future<Principal> admit(RoutingContext context, Act act);

    /**
     * What a call that was admitted has begun lasts: from now on it is told when who made the call may do more or less.
     *
     * @param role that the call was admitted with
     * @return must be run when it does not last any more
     */
    Runnable watch(RoutingContext context, UUID project, Role role, Lasting lasting);
}
