package dev.easel.server.connections;

import dev.easel.server.tls.ServerTls;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands where the connection's bytes come in, until the first of them show whether TLS is spoken: then it gives its
 * place to what speaks it. Who does not is told so. Confined to the connection's event loop.
 */
final class TlsDoor extends OptionalSslHandler {
    private final ServerTls tls;
    private final long handshakeMs;

    /** @param handshakeMs how long a handshake may take, in milliseconds */
    TlsDoor(ServerTls tls, long handshakeMs) {
        super(tls.context());
        this.tls = tls;
        this.handshakeMs = handshakeMs;
    }

    @Override
    protected String newSslHandlerName() {
        return "tls";
    }

    @Override
    protected SslHandler newSslHandler(ChannelHandlerContext here, SslContext context) {
        return tls.handler(context, here.alloc(), handshakeMs);
    }

    @Override
    protected String newNonSslHandlerName() {
        return "no-tls";
    }

    @Override
    protected ChannelHandler newNonSslHandler(ChannelHandlerContext here) {
        return new Refusal();
    }

    private static final class Refusal extends ChannelInboundHandlerAdapter {
        @Override
        public void handlerAdded(ChannelHandlerContext here) {
            here.writeAndFlush(Answer.NO_TLS.bytes()).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void channelRead(ChannelHandlerContext here, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
