package dev.easel.server.call;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The client that makes a call, also when another instance has passed the call on.
 *
 * @param address of the client, as the instance sees it that the client has called
 * @param connection the same object for all calls that come over one connection of the client
 * @param through the instance that has let it in, and passes it on; empty where the client has called this one
 */
public record Caller(String address, Object connection, Optional<String> through) {
    /** The address of the client of a call that no client makes. */
    public static final String NOBODY = "-";

    private static final String KEY = "dev.easel.caller";

    /** The client behind a request: whoever has sent it, unless something else was told. */
    public static Caller of(RoutingContext context) {
        Caller told = context.get(KEY);
        return told != null ? told : of(context.request());
    }

    private static Caller of(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        return new Caller(address == null ? "gone" : address.hostAddress(), request.connection(), Optional.empty());
    }

    /** Whether the gate of another instance has let it in. */
    public boolean isJudged() {
        return through.isPresent();
    }

    /** Whether an instance makes the call for itself: no client is behind it. */
    public boolean isAnInstance() {
        return isJudged() && address.equals(NOBODY);
    }

    /** Tells who has made the call that this request passes on. */
    public void tell(RoutingContext context) {
        context.put(KEY, this);
    }
}
