package dev.easel.server.guard;

import dev.easel.server.access.Act;
import dev.easel.server.access.Acts;
import dev.easel.server.call.Guard;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

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
}
