package dev.easel.server.call;

import dev.easel.server.call.Routes.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers with the content of boards, which go in gzip to who accepts that. No others do: where a secret stands beside
 * a text that a stranger has chosen, the length of the whole in gzip tells of the secret (BREACH).
 */
public final class Content {
    private static final String GZIP = "gzip";

    /** A body in memory that is not longer goes as it is, in bytes. */
    private static final int SMALL = 4 << 10;

    private Content() {}

    /** The same endpoint, for what answers with content. */
    public static Endpoint of(Endpoint endpoint) {
        return call -> endpoint.answer(call).map(reply -> gzipped(call, reply));
    }

    private static Reply gzipped(Call call, Reply reply) {
        return switch (reply) {
            case Reply.Empty it -> it;
            case Reply.Buffered it when it.body().length() <= SMALL -> it.with("Vary", "Accept-Encoding");
            case Reply.Buffered it when call.acceptsEncoding(GZIP) -> gzipped(call, it, whole(it.body()));
            case Reply.Buffered it -> it.with("Vary", "Accept-Encoding");
            case Reply.Streamed it when call.acceptsEncoding(GZIP) -> gzipped(call, it, it.pieces());
            case Reply.Streamed it -> new Reply.Streamed(it.status(), varying(it), it.pieces());
        };
    }

    private static Iterator<Future<Buffer>> whole(Buffer body) {
        return List.of(Future.succeededFuture(body)).iterator();
    }

    /** Where very many are sent in gzip now, it goes as it is. */
    private static Reply gzipped(Call call, Reply reply, Iterator<Future<Buffer>> plain) {
        Map<String, String> headers = varying(reply);
        Optional<GzipPieces> pieces = GzipPieces.begin(plain, call.vertx());
        pieces.ifPresent(begun -> {
            call.whenEnded(begun::end);
            headers.put("Content-Encoding", GZIP);
        });
        return new Reply.Streamed(
                reply.status(),
                headers,
                pieces.<Iterator<Future<Buffer>>>map(it -> it).orElse(plain));
    }

    private static Map<String, String> varying(Reply reply) {
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put("Vary", "Accept-Encoding");
        return headers;
    }
}
