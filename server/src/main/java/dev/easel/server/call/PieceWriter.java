package dev.easel.server.call;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/**
 * Sends a body piece by piece. The next piece is made after the socket has taken the one before, in another turn of the
 * event loop; at most one piece is in memory. Confined to the response's event loop.
 */
public final class PieceWriter {
    /** How long a client may take to read one piece before the response is broken off, in milliseconds. */
    static final long STALLED_MS = 60_000;

    private final Context context = Vertx.currentContext();
    private final Promise<Void> written = Promise.promise();
    private final HttpServerResponse response;
    private final Iterator<Future<Buffer>> pieces;

    PieceWriter(HttpServerResponse response, Iterator<Future<Buffer>> pieces) {
        this.response = response;
        this.pieces = pieces;
    }

    /** Completes when all is sent. Fails when a piece cannot be made, or the client is gone or does not read. */
    Future<Void> write() {
        response.setChunked(!response.headers().contains(HttpHeaders.CONTENT_LENGTH));
        next();
        return written.future();
    }

    private void next() {
        try {
            if (pieces.hasNext()) {
                pieces.next()
                        .compose(piece -> response.write(piece).timeout(STALLED_MS, TimeUnit.MILLISECONDS))
                        .onSuccess(_ -> context.runOnContext(_ -> next()))
                        .onFailure(written::tryFail);
            } else {
                response.end().onComplete(written);
            }
        } catch (RuntimeException failure) {
            written.tryFail(failure);
        }
    }
}
