package dev.easel.server.sync;

import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import java.lang.ref.SoftReference;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a pass in both of its forms. Each is made when the first session asks for it and kept for the next,
 * unless memory gets short, until {@link #drop}. Confined to the project's loop.
 */
final class PassFrame {
    private final Supplier<Optional<Objects>> content;
    private final LongConsumer kept;
    private final Form text = new Form();
    private final Form deflated = new Form();
    private boolean isDropped;
    private @Nullable Future<SyncFrame> underWay;

    /**
     * @param content what it holds as of now; empty where all of it has changed since
     * @param kept told how many bytes more are kept than before
     */
    PassFrame(Supplier<Optional<Objects>> content, LongConsumer kept) {
        this.content = content;
        this.kept = kept;
    }

    Optional<SyncFrame> text() {
        SyncFrame held = text.frame.get();
        return held != null ? Optional.of(held) : content.get().map(objects -> text.keep(SyncFrame.text(objects)));
    }

    /**
     * The binary form, which is made beside the loop; the text where that is short, or where too much else is being
     * made. Completes on the loop, for all who ask meanwhile at once.
     */
    Future<Optional<SyncFrame>> deflated(Loop loop) {
        SyncFrame held = deflated.frame.get();
        if (held != null) {
            return Future.succeededFuture(Optional.of(held));
        }
        Future<SyncFrame> making = making(loop);
        return making == null
                ? Future.succeededFuture(text())
                : making.map(Optional::of).otherwise(_ -> text());
    }

    /** Begins to make the binary form for who asks next; where that cannot be, nothing is made for nobody. */
    void deflateAhead(Loop loop) {
        if (deflated.frame.get() == null) {
            making(loop);
        }
    }

    /** The binary form under way; null where there is nothing to deflate. */
    private @Nullable Future<SyncFrame> making(Loop loop) {
        if (underWay != null) {
            return underWay;
        }
        Optional<Objects> objects = content.get();
        if (objects.isEmpty() || SyncFrame.isSmall(objects.get())) {
            return null;
        }
        Future<SyncFrame> making = loop.bring(loop.compute(() -> SyncFrame.deflated(objects.get())));
        underWay = making;
        making.onComplete((made, _) -> made(made));
        return making;
    }

    private void made(@Nullable SyncFrame frame) {
        underWay = null;
        if (frame != null) {
            deflated.keep(frame);
        }
    }

    /** From now on nothing is kept. */
    void drop() {
        isDropped = true;
        text.drop();
        deflated.drop();
    }

    private final class Form {
        private SoftReference<SyncFrame> frame = new SoftReference<>(null);
        private long bytes;

        private SyncFrame keep(SyncFrame made) {
            if (!isDropped) {
                long more = made.bytes().length - bytes;
                frame = new SoftReference<>(made);
                bytes = made.bytes().length;
                kept.accept(more); // may drop it again
            }
            return made;
        }

        private void drop() {
            frame = new SoftReference<>(null);
        }
    }
}
