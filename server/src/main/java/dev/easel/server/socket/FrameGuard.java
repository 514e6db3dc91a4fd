package dev.easel.server.socket;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Failure;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Stands behind Netty's frame decoder and answers a frame that the decoder rejects with our close codes. Without it
 * Netty and Vert.x cut the connection without a reason, and the client sends the same frame again and again (pitfall
 * 12).
 *
 * <p>What the client still sends is read and dropped for {@link #LINGER_MS}, so that the client can read why it was
 * closed.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {
    static final String FRAME_DECODER = "wsdecoder";

    private static final int LINGER_MS = 2_000;

    private final int limit;
    private boolean closing;

    FrameGuard(int limit) {
        this.limit = limit;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (closing) {
            return;
        }
        boolean tooLong = cause instanceof TooLongFrameException
                || (cause instanceof CorruptedWebSocketFrameException corrupted
                        && corrupted.closeStatus().code() == WebSocketCloseStatus.MESSAGE_TOO_BIG.code());
        if (tooLong) {
            close(context, CloseCode.FRAME_TOO_LARGE, "too_large", "a frame is over " + limit + " bytes");
        } else if (cause instanceof CorruptedWebSocketFrameException) {
            close(context, CloseCode.MALFORMED, "malformed", "not a WebSocket text frame: " + cause.getMessage());
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    private void close(ChannelHandlerContext context, CloseCode code, String error, String message) {
        closing = true;
        context.pipeline().remove(FRAME_DECODER);
        byte[] failure = ServerCodec.encode(new Failure(error, message, OptionalLong.empty()));
        context.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(failure)));
        context.writeAndFlush(new CloseWebSocketFrame(code.code(), error));
        context.channel().config().setAutoRead(true);
        context.executor().schedule(() -> context.channel().close(), LINGER_MS, TimeUnit.MILLISECONDS);
    }
}
