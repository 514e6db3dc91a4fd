package dev.easel.server.driver;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.impl.PgConnectionFactory;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.concurrent.TimeUnit;

/**
 * Vert.x's driver, with sockets that are closed when nothing was received for too long, from the login on. The driver
 * itself closes a connection by telling PostgreSQL, and then waits until PostgreSQL closes it; so do the idle time-outs
 * of Vert.x, which go through the driver. A server that hangs, or whose machine is gone, would be waited for without
 * end.
 */
public final class WatchedDriver extends PgDriver {
    private final int silenceMs;

    /** @param silenceMs that nothing may be received, while something is waited for or not */
    public WatchedDriver(int silenceMs) {
        this.silenceMs = silenceMs;
    }

    @Override
    public ConnectionFactory<PgConnectOptions> createConnectionFactory(Vertx vertx, NetClientOptions options) {
        return new PgConnectionFactory(new WatchedVertx((VertxInternal) vertx, silenceMs), options);
    }

    /** For its clients of TCP. */
    private static final class WatchedVertx extends VertxWrapper {
        private final int silenceMs;

        WatchedVertx(VertxInternal vertx, int silenceMs) {
            super(vertx);
            this.silenceMs = silenceMs;
        }

        @Override
        public NetClient createNetClient(NetClientOptions options) {
            return new WatchedClient(super.createNetClient(options), silenceMs);
        }
    }

    private record WatchedClient(NetClient client, int silenceMs) implements NetClient {
        private Future<NetSocket> watched(Future<NetSocket> connecting) {
            return connecting.onSuccess(socket -> ((NetSocketInternal) socket)
                    .channelHandlerContext()
                    .pipeline()
                    .addFirst(new SilenceHandler(silenceMs)));
        }

        @Override
        public Future<NetSocket> connect(int port, String host) {
            return watched(client.connect(port, host));
        }

        @Override
        public Future<NetSocket> connect(int port, String host, String serverName) {
            return watched(client.connect(port, host, serverName));
        }

        @Override
        public Future<NetSocket> connect(SocketAddress address) {
            return watched(client.connect(address));
        }

        @Override
        public Future<NetSocket> connect(SocketAddress address, String serverName) {
            return watched(client.connect(address, serverName));
        }

        @Override
        public Future<NetSocket> connect(ConnectOptions options) {
            return watched(client.connect(options));
        }

        @Override
        public Future<Void> shutdown(long timeout, TimeUnit unit) {
            return client.shutdown(timeout, unit);
        }

        @Override
        public Future<Boolean> updateSSLOptions(ClientSSLOptions options, boolean force) {
            return client.updateSSLOptions(options, force);
        }
    }

    /** Stands before the driver, and closes without it. */
    private static final class SilenceHandler extends IdleStateHandler {
        SilenceHandler(int silenceMs) {
            super(silenceMs, 0, 0, TimeUnit.MILLISECONDS);
        }

        @Override
        protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
            context.close();
        }
    }
}
