package dev.easel.server.connections;

import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/**
 * Reads requests as Vert.x does, with a bound on the number of headers, too: each costs a few hundred bytes of memory
 * while the head arrives, however short it is.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {
    /** The most bytes of all headers of a request. Cookies of other applications on the same domain count, too. */
    static final int LARGEST_HEAD = 32 << 10;

    /** The most bytes of the first line of a request, with method, path and query. */
    static final int LONGEST_LINE = 8 << 10;

    /** The most headers of a request; trailers of its body count. */
    static final int MOST_HEADERS = 200;

    private int headers;

    RequestDecoder() {
        super(configure(new HttpServerOptions()));
    }

    static HttpServerOptions configure(HttpServerOptions options) {
        return options.setMaxHeaderSize(LARGEST_HEAD).setMaxInitialLineLength(LONGEST_LINE);
    }

    /** Both headers stay, for {@link MessageWatch} to see. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {}

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        headers = 0;
        return super.createMessage(initialLine);
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        // Called by the constructor, too, for names that it knows.
        headers++;
        if (headers > MOST_HEADERS) {
            throw new TooLongHttpHeaderException("There are more than " + MOST_HEADERS + " headers");
        }
        return super.splitHeaderName(line, start, length);
    }
}
