package dev.easel.server.parts;

import dev.easel.server.dashboard.Others;
import dev.easel.server.forwarding.Forwarding;
import dev.easel.server.ownership.OtherInstance;
import dev.easel.server.ownership.Owners.Place.There;
import dev.easel.server.ownership.Ownership;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The other instances as ownership sees them, asked as requests are forwarded. */
public record OtherInstances(Ownership ownership, Forwarding forwarding) implements Others {
    @Override
    public Future<List<OtherInstance>> all() {
        return ownership.others();
    }

    @Override
    public Future<Buffer> ask(There there, String uri, long withinMs, int mostBytes) {
        return forwarding.ask(there, uri, withinMs, mostBytes);
    }
}
