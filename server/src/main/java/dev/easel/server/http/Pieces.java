package dev.easel.server.http;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fragments of text gathered into pieces worth sending. A fragment is asked for when its piece is, so that no more of
 * the text exists at a time.
 */
final class Pieces implements Iterator<Buffer> {
    /** Bytes from which a piece is sent. */
    static final int PIECE = 128 << 10;

    private final Iterator<byte[]> fragments;

    Pieces(Stream<byte[]> fragments) {
        this.fragments = fragments.iterator();
    }

    @Override
    public boolean hasNext() {
        return fragments.hasNext();
    }

    @Override
    public Buffer next() {
        Buffer piece = Buffer.buffer(PIECE);
        while (piece.length() < PIECE && fragments.hasNext()) {
            piece.appendBytes(fragments.next());
        }
        return piece;
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
