package dev.easel.server.call;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * The client that makes a call, also when another instance has passed the call on.
 *
 * @param address of the client, as the instance sees it that the client has called
 * @param connection the same object for all calls that come over one connection of the client
 * @param isJudged whether the gate of another instance has let it in
 */
public record Caller(String address, Object connection, boolean isJudged) {
    private static final String KEY = "dev.easel.caller";

    /** The client behind a request: whoever has sent it, unless something else was told. */
    public static Caller of(RoutingContext context) {
        Caller told = context.get(KEY);
        return told != null ? told : of(context.request());
    }

    private static Caller of(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        return new Caller(address == null ? "gone" : address.hostAddress(), request.connection(), false);
    }

    /** Tells who has made the call that this request passes on. */
    public void tell(RoutingContext context) {
        context.put(KEY, this);
    }
}
