package dev.easel.server.connections;

import dev.easel.server.metrics.ConnectionMetrics;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import java.net.InetSocketAddress;

/** All HTTP connections of an instance. May be used by several event loops. */
public final class Connections {
    private static final String DECODER = "httpDecoder";
    private static final String VERTX_HANDLER = "handler";

    private final ConnectionSettings settings;
    private final ConnectionMetrics metrics;
    private final ConnectionCount count;

    public Connections(ConnectionSettings settings, ConnectionMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
        count = new ConnectionCount(settings.most(), settings.mostPerAddress());
        metrics.watch(count::all);
    }

    /** What the server must be told so that connections are as they are watched here: HTTP/1.1, with bounded heads. */
    public HttpServerOptions configure(HttpServerOptions options) {
        return RequestDecoder.configure(options).setHttp2ClearTextEnabled(false);
    }

    /** Counts and watches a connection that was just accepted, or ends it. Called on its event loop. */
    public void accept(HttpConnection connection) {
        ChannelHandlerContext vertx = ((HttpServerConnection) connection).channelHandlerContext();
        ChannelPipeline pipeline = vertx.pipeline();
        if (!(vertx.channel().remoteAddress() instanceof InetSocketAddress from)) {
            vertx.channel().close(); // it is gone already
            return;
        }
        if (!count.enter(from.getAddress())) {
            metrics.refused();
            pipeline.firstContext().writeAndFlush(Answer.FULL.bytes()).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        vertx.channel().closeFuture().addListener(_ -> count.leave(from.getAddress()));
        ConnectionGuard guard = new ConnectionGuard(settings, metrics, System::nanoTime);
        pipeline.addFirst("connection-guard", guard);
        pipeline.replace(DECODER, DECODER, new RequestDecoder());
        pipeline.addBefore(VERTX_HANDLER, "message-watch", new MessageWatch(guard));
    }
}
