package dev.easel.server.call;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a body in gzip, each made of one piece or more by a worker thread, when it is asked for. What it needs
 * outside of the heap, 300 KiB, is held until {@link #end}, of so many answers at a time as there are places in the
 * process. Confined to an event loop; each piece must be complete before the next is asked for.
 */
final class GzipPieces implements Iterator<Future<Buffer>> {
    /** Answers at a time, of all servers in the process: whoever reads slowly holds a place for as long. */
    static final int MOST = 32;

    private static final Semaphore PLACES = new Semaphore(MOST);

    private final Iterator<Future<Buffer>> plain;
    private final Vertx vertx;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private @Nullable Gzip gzip;
    private boolean isWhole;
    private boolean isEnded;

    /** Empty where there is no place. What is begun must be ended. */
    static Optional<GzipPieces> begin(Iterator<Future<Buffer>> plain, Vertx vertx) {
        return PLACES.tryAcquire() ? Optional.of(new GzipPieces(plain, vertx)) : Optional.empty();
    }

    private GzipPieces(Iterator<Future<Buffer>> plain, Vertx vertx) {
        this.plain = plain;
        this.vertx = vertx;
    }

    @Override
    public boolean hasNext() {
        return !isWhole;
    }

    @Override
    public Future<Buffer> next() {
        Future<Buffer> next = plain.hasNext() ? plain.next() : Future.succeededFuture(Buffer.buffer());
        return next.compose(piece -> {
                    if (isEnded) {
                        return Future.failedFuture(new IllegalStateException("nobody wants the body any more"));
                    }
                    boolean isLast = !plain.hasNext();
                    isWhole = isLast;
                    Gzip into = begun();
                    return vertx.executeBlocking(() -> append(into, piece, isLast), false);
                })
                .compose(made -> made.length() == 0 ? next() : Future.succeededFuture(made));
    }

    private Gzip begun() {
        Gzip begun = gzip;
        if (begun == null) {
            try {
                begun = new Gzip(out);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            gzip = begun;
        }
        return begun;
    }

    /** Returns what can be sent of it by now, which may be nothing unless it is the last. */
    private Buffer append(Gzip into, Buffer piece, boolean isLast) {
        try {
            into.write(piece.getBytes());
            if (isLast) {
                into.finish();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Buffer made = Buffer.buffer(out.toByteArray());
        out.reset();
        return made;
    }

    /** The body is sent, or nobody wants it any more. */
    void end() {
        if (isEnded) {
            return;
        }
        isEnded = true;
        isWhole = true;
        PLACES.release();
        if (gzip != null) {
            gzip.end();
        }
    }

    private static final class Gzip extends GZIPOutputStream {
        /** As of the frames of a sync (decision 0033). */
        private static final int LEVEL = 5;

        private static final int BUFFER = 16 << 10;

        Gzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(LEVEL);
        }

        void end() {
            def.end();
        }
    }
}
