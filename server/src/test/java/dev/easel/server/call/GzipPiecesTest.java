package dev.easel.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GzipPiecesTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    @DisplayName("so many answers are in gzip at a time, and each place is free again once, when its answer ends")
    void places() {
        List<GzipPieces> begun = Stream.generate(() -> begin(Collections.emptyIterator()))
                .limit(GzipPieces.MOST)
                .map(Optional::orElseThrow)
                .toList();
        assertTrue(begin(Collections.emptyIterator()).isEmpty());
        begun.getFirst().end();
        begun.getFirst().end();
        Optional<GzipPieces> next = begin(Collections.emptyIterator());
        assertTrue(next.isPresent());
        assertTrue(begin(Collections.emptyIterator()).isEmpty());
        next.orElseThrow().end();
        begun.forEach(GzipPieces::end);
    }

    @Test
    @DisplayName("a piece that comes when nobody wants the body any more is not begun with")
    void ended() {
        Promise<Buffer> late = Promise.promise();
        GzipPieces pieces = begin(List.of(late.future()).iterator()).orElseThrow();
        Future<Buffer> asked = pieces.next();
        pieces.end();
        late.complete(Buffer.buffer("{}"));
        assertTrue(asked.failed());
        assertFalse(pieces.hasNext());
        assertEquals("nobody wants the body any more", asked.cause().getMessage());
    }

    private Optional<GzipPieces> begin(Iterator<Future<Buffer>> plain) {
        return GzipPieces.begin(plain, vertx);
    }
}
