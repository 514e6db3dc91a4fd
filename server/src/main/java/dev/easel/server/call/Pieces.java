package dev.easel.server.call;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Gathers the fragments of a body into pieces that are worth sending. A fragment is made only when its piece is asked
 * for, so that no more of the body is in memory. Confined to an event loop; each piece must be complete before the
 * next is asked for.
 */
public final class Pieces implements Iterator<Future<Buffer>> {
    /** A piece ends when it has this many bytes or more. */
    public static final int PIECE = 128 << 10;

    private final Iterator<Supplier<Future<byte[]>>> fragments;

    private Pieces(Stream<Supplier<Future<byte[]>>> fragments) {
        this.fragments = fragments.iterator();
    }

    /** @param fragments no {@code flatMap} of long streams, each of which would be made as a whole for its first one */
    public static Pieces of(Stream<byte[]> fragments) {
        return new Pieces(fragments.map(fragment -> () -> Future.succeededFuture(fragment)));
    }

    /** @param fragments each is made when its supplier is called */
    public static Pieces ofFutures(Stream<Supplier<Future<byte[]>>> fragments) {
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
            Future<byte[]> fragment = fragments.next().get();
            if (!fragment.succeeded()) {
                return fragment.compose(bytes -> gather(piece.appendBytes(bytes)));
            }
            piece.appendBytes(fragment.result());
        }
        return Future.succeededFuture(piece);
    }

    /** The text of each item, with commas between the items. */
    public static <T> Stream<byte[]> separated(List<T> items, Function<T, byte[]> text) {
        return IntStream.range(0, items.size()).boxed().mapMulti((i, out) -> {
            if (i > 0) {
                out.accept(new byte[] {','});
            }
            out.accept(text.apply(items.get(i)));
        });
    }
}
