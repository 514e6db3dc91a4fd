package dev.easel.server.connections;

import dev.easel.server.connections.ConnectionCount.Counted;
import dev.easel.server.loop.SharedBytes;
import dev.easel.server.metrics.ConnectionMetrics;
import dev.easel.server.tls.ServerTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * All HTTP connections of an instance. May be used by several event loops.
 *
 * <p>A connection over the rate of its address is not refused but read later: it costs next to nothing meanwhile, and
 * who comes back at once whenever it is refused waits as well, and so comes back at that rate (decision 0022).
 */
public final class Connections {
    static final String DECODER = "httpDecoder";
    static final String VERTX_HANDLER = "handler";

    private static final AttributeKey<Counted> COUNTED = AttributeKey.valueOf("easel-counted");

    /** Longest time for which a connection over the rate waits; the SDK gives an attempt up after 10 s. */
    static final long MOST_WAIT_MS = 8_000;

    /** Bytes that one connection may leave unread, whatever the others do. */
    private static final int LITTLE_UNREAD = 4 << 10;

    private final ConnectionSettings settings;
    private final Optional<ServerTls> tls;
    private final ConnectionMetrics metrics;
    private final LongSupplier nanos;
    private final ConnectionCount count;
    private final ConnectionRate rate;
    private final SharedBytes unread;
    private final ProbeDoors probes;

    /**
     * @param tls what is spoken on all of them, if anything below HTTP
     * @param lives whether the process does, for who asks when there are too many connections
     */
    public Connections(
            ConnectionSettings settings, Optional<ServerTls> tls, ConnectionMetrics metrics, BooleanSupplier lives) {
        this(settings, tls, metrics, System::nanoTime, lives);
    }

    /** @param nanos a clock that never goes back */
    Connections(
            ConnectionSettings settings,
            Optional<ServerTls> tls,
            ConnectionMetrics metrics,
            LongSupplier nanos,
            BooleanSupplier lives) {
        this.settings = settings;
        this.tls = tls;
        this.metrics = metrics;
        this.nanos = nanos;
        count = new ConnectionCount(settings.most(), settings.mostPerAddress());
        rate = new ConnectionRate(settings.perSecond());
        unread = new SharedBytes(settings.unread(), LITTLE_UNREAD);
        probes = new ProbeDoors(lives);
        metrics.watch(count::all);
        tls.ifPresent(it -> metrics.watchCertificate(() -> it.endsAt().getEpochSecond()));
    }

    /** Of addresses that lead to them. */
    public String scheme() {
        return tls.isPresent() ? "https" : "http";
    }

    /** Connections that are open. */
    public long all() {
        return count.all();
    }

    /** Bytes of answers that no network has taken, of all connections. */
    public long unread() {
        return unread.held();
    }

    /** What the server must be told so that connections are as they are watched here: HTTP/1.1, with bounded heads. */
    public HttpServerOptions configure(HttpServerOptions options) {
        return RequestDecoder.configure(options).setHttp2ClearTextEnabled(false);
    }

    /**
     * Counts and watches a connection that was just accepted, or ends it. Called on its event loop, before anything of
     * it is read.
     */
    public void accept(HttpConnection connection) {
        accept(((HttpServerConnection) connection).channelHandlerContext().channel());
    }

    void accept(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress address)) {
            channel.close(); // it is gone already
            return;
        }
        InetAddress from = address.getAddress();
        Optional<Counted> counted = count.enter(from);
        if (counted.isEmpty()) {
            refuse(channel, from);
            return;
        }
        channel.attr(COUNTED).set(counted.get());
        channel.closeFuture().addListener(_ -> counted.get().leave());
        OptionalLong wait = rate.take(from, nanos.getAsLong(), TimeUnit.MILLISECONDS.toNanos(MOST_WAIT_MS));
        if (wait.isEmpty()) {
            drop(channel);
        } else if (wait.getAsLong() == 0) {
            watch(channel);
        } else {
            metrics.delayed();
            channel.config().setAutoRead(false);
            channel.eventLoop().schedule(() -> readNow(channel), wait.getAsLong(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Another instance passes on requests over this connection, of clients that it has counted and slowed down itself:
     * it no longer counts for its address, and others from there do not wait. May be told more than once. Called on its
     * event loop.
     */
    public void ofAnInstance(HttpConnection connection) {
        ofAnInstance(((HttpServerConnection) connection).channelHandlerContext().channel());
    }

    void ofAnInstance(Channel channel) {
        Counted counted = channel.attr(COUNTED).get();
        if (counted != null && counted.isOfInstance() && channel.remoteAddress() instanceof InetSocketAddress address) {
            rate.spare(address.getAddress(), nanos.getAsLong());
        }
    }

    /** One connection too many. An answer is no cheaper than another request: it needs the rate, and cannot wait. */
    private void refuse(Channel channel, InetAddress from) {
        if (rate.take(from, nanos.getAsLong(), 0).isEmpty()) {
            drop(channel);
            return;
        }
        metrics.refused();
        probes.open(channel);
        tls.ifPresent(it -> channel.pipeline().addFirst(new TlsDoor(it, ProbeDoors.WAIT_MS)));
    }

    /** Ends it without an answer, and so that neither side remembers it. */
    private void drop(Channel channel) {
        metrics.dropped();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    private void readNow(Channel channel) {
        if (channel.isActive()) {
            watch(channel);
            channel.config().setAutoRead(true);
        }
    }

    private void watch(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        ConnectionGuard guard = new ConnectionGuard(settings, metrics, nanos);
        ReplyWatch replies = new ReplyWatch(settings.replyMs(), unread, metrics, nanos);
        pipeline.addFirst("reply-watch", replies);
        pipeline.addAfter("reply-watch", "connection-guard", guard);
        tls.ifPresent(it -> pipeline.addAfter("reply-watch", "tls-door", new TlsDoor(it, settings.headMs())));
        pipeline.replace(DECODER, DECODER, new RequestDecoder());
        pipeline.addBefore(VERTX_HANDLER, "message-watch", new MessageWatch(guard, replies));
    }
}
