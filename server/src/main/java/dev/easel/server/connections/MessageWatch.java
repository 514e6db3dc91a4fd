package dev.easel.server.connections;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/**
 * Stands between the HTTP codec of one connection and Vert.x: tells the {@link ConnectionGuard} where requests and
 * answers begin and end, and keeps requests from Vert.x that are none. All three handlers leave the connection when it
 * becomes a WebSocket. Confined to the connection's event loop.
 */
final class MessageWatch extends ChannelDuplexHandler {
    private final ConnectionGuard guard;
    private final ReplyWatch replies;

    /** Everything that comes is dropped, because it belongs to a request that was not taken. */
    private boolean drops;
    /** The body of a request cannot be read any further. */
    private boolean isBroken;
    /** An answer was begun and not ended. */
    private boolean isAnswering;

    MessageWatch(ConnectionGuard guard, ReplyWatch replies) {
        this.guard = guard;
        this.replies = replies;
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
        } else if (!isEndClear(request)) {
            refuse(Answer.CODING);
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

    /**
     * Whether everybody who has passed the request on sees its body end at the same place (RFC 9112, 6.1 and 6.3): what
     * one of them takes for a body must not be another request to the next.
     */
    private static boolean isEndClear(HttpRequest request) {
        HttpHeaders headers = request.headers();
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.isEmpty()
                || (codings.size() == 1
                        && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst())
                        && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                        && !headers.contains(HttpHeaderNames.CONTENT_LENGTH));
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
                here.pipeline().remove(replies);
                here.pipeline().remove(this);
                return;
            }
            boolean isLast = response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
            isEnd &= isLast;
            isAnswering = isLast;
        }
        isAnswering &= !isEnd;
        here.write(message, promise);
        if (isEnd) {
            guard.responseEnds();
        }
    }

    /** Vert.x closes at once when a body cannot be read: whoever reads it is told, and cannot answer any more. */
    @Override
    public void close(ChannelHandlerContext here, ChannelPromise promise) {
        if (isBroken) {
            guard.bodyIsBroken(isAnswering);
            here.channel().closeFuture().addListener(_ -> promise.trySuccess());
        } else {
            here.close(promise);
        }
    }
}
