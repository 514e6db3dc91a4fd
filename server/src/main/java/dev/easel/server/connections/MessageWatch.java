package dev.easel.server.connections;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands between the HTTP codec of one connection and Vert.x: tells the {@link ConnectionGuard} where requests and
 * answers begin and end, and keeps requests from Vert.x that are none. Both leave the connection when it becomes a
 * WebSocket. Confined to the connection's event loop.
 */
final class MessageWatch extends ChannelDuplexHandler {
    private final ConnectionGuard guard;

    /** Everything that comes is dropped, because it belongs to a request that was not taken. */
    private boolean drops;
    /** The body of a request cannot be read any further. */
    private boolean isBroken;

    MessageWatch(ConnectionGuard guard) {
        this.guard = guard;
    }

    @Override
    public void channelRead(ChannelHandlerContext here, Object message) {
        if (!drops && message instanceof HttpRequest request) {
            head(request);
        }
        if (drops) {
            ReferenceCountUtil.release(message);
            return;
        }
        isBroken |= message instanceof HttpContent body && body.decoderResult().isFailure();
        boolean isEnd = message instanceof LastHttpContent;
        here.fireChannelRead(message);
        if (isEnd) {
            guard.requestEnds();
        }
    }

    private void head(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(answer(request.decoderResult().cause()));
        } else if (isUnknown(request.protocolVersion())) {
            refuse(Answer.VERSION);
        } else {
            drops = !guard.requestBegins();
        }
    }

    private void refuse(Answer answer) {
        drops = true;
        guard.refuse(answer);
    }

    private static Answer answer(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> Answer.LONG_LINE;
            case TooLongHttpHeaderException _ -> Answer.LARGE_HEAD;
            default -> Answer.MALFORMED;
        };
    }

    private static boolean isUnknown(HttpVersion version) {
        return !version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0);
    }

    @Override
    public void write(ChannelHandlerContext here, Object message, ChannelPromise promise) {
        boolean isEnd = message instanceof LastHttpContent;
        if (message instanceof HttpResponse response) {
            if (response.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
                here.write(message, promise);
                here.pipeline().remove(guard);
                here.pipeline().remove(this);
                return;
            }
            isEnd &= response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
        }
        here.write(message, promise);
        if (isEnd) {
            guard.responseEnds();
        }
    }

    /** Vert.x closes at once when a body cannot be read, and then its answer may be lost. */
    @Override
    public void close(ChannelHandlerContext here, ChannelPromise promise) {
        if (isBroken) {
            guard.linger();
            here.channel().closeFuture().addListener(_ -> promise.trySuccess());
        } else {
            here.close(promise);
        }
    }
}
