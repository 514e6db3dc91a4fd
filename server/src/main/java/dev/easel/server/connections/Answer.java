package dev.easel.server.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * What a connection is told that gets no further than its head: a problem (RFC 9457), ready to be written. Each ends
 * the connection.
 */
enum Answer {
    MALFORMED(HttpResponseStatus.BAD_REQUEST, "the request is not HTTP as it should be"),
    CODING(
            HttpResponseStatus.BAD_REQUEST,
            "a body comes with a Content-Length, or with Transfer-Encoding: chunked and nothing else"),
    NO_TLS(HttpResponseStatus.BAD_REQUEST, "this port speaks TLS: the address begins with https://"),
    LATE(HttpResponseStatus.REQUEST_TIMEOUT, "the head of the request took too long to arrive"),
    LONG_LINE(
            HttpResponseStatus.REQUEST_URI_TOO_LONG,
            "the first line of the request is over " + RequestDecoder.LONGEST_LINE + " bytes"),
    LARGE_HEAD(
            HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            "the headers of the request are over " + RequestDecoder.LARGEST_HEAD + " bytes, or more than "
                    + RequestDecoder.MOST_HEADERS + "; fewer or smaller cookies for this host will do"),
    VERSION(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "this server speaks HTTP/1.1"),
    FULL(
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            "there are too many connections at the moment, in all or from this address; try again");

    private final String text;

    Answer(HttpResponseStatus status, String detail) {
        String body = "{\"type\":\"about:blank\",\"title\":\"" + status.reasonPhrase() + "\",\"status\":"
                + status.code() + ",\"detail\":\"" + detail + "\"}";
        String again = status.code() == 503 ? "Retry-After: 5\r\n" : "";
        String head = "HTTP/1.1 " + status.code() + " " + status.reasonPhrase() + "\r\n"
                + "Content-Type: application/problem+json\r\nX-Content-Type-Options: nosniff\r\n"
                + "Cache-Control: no-store\r\nConnection: close\r\n" + again
                + "Content-Length: " + body.length() + "\r\n\r\n";
        text = head + body;
    }

    ByteBuf bytes() {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }
}
