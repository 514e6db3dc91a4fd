package dev.easel.server.guard;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.access.Act;
import dev.easel.server.access.Acts;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Lasting;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Where nobody signs in: everybody who reaches the server may make every call that there is. */
public final class OpenDoor implements Guard {
    @Override
    public Act act(String method, String path) {
        return Acts.of(method, path);
    }

    @Override
    public Future<Principal> admit(RoutingContext context, Act act) {
        return Guard.OPEN.admit(context, act);
    }

    @Override
    public Runnable watch(RoutingContext context, UUID project, Role role, Lasting lasting) {
        return Guard.OPEN.watch(context, project, role, lasting);
    }
}
