package dev.easel.server.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fragments of a body gathered into pieces worth sending. A fragment is asked for when its piece is, so that no more of
 * the body exists at a time. Confined to an event loop; a piece is asked for when the one before is there.
 */
final class Pieces implements Iterator<Future<Buffer>> {
    /** Bytes from which a piece is sent. */
    static final int PIECE = 128 << 10;

    private final Iterator<Future<byte[]>> fragments;

    private Pieces(Stream<Future<byte[]>> fragments) {
        this.fragments = fragments.iterator();
    }

    static Pieces of(Stream<byte[]> fragments) {
        return new Pieces(fragments.map(Future::succeededFuture));
    }

    /** @param fragments each begins to be made when the stream comes to it */
    static Pieces ofFutures(Stream<Future<byte[]>> fragments) {
        return new Pieces(fragments);
    }

    @Override
    public boolean hasNext() {
        return fragments.hasNext();
    }

    @Override
    public Future<Buffer> next() {
        return gather(Buffer.buffer());
    }

    private Future<Buffer> gather(Buffer piece) {
        while (piece.length() < PIECE && fragments.hasNext()) {
            Future<byte[]> fragment = fragments.next();
            if (!fragment.succeeded()) {
                return fragment.compose(bytes -> gather(piece.appendBytes(bytes)));
            }
            piece.appendBytes(fragment.result());
        }
        return Future.succeededFuture(piece);
    }

    /** The items' texts with commas between them. */
    static <T> Stream<byte[]> separated(List<T> items, Function<T, byte[]> text) {
        return IntStream.range(0, items.size()).boxed().mapMulti((i, out) -> {
            if (i > 0) {
                out.accept(new byte[] {','});
            }
            out.accept(text.apply(items.get(i)));
        });
    }
}
