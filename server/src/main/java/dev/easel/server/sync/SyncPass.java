package dev.easel.server.sync;

import dev.easel.protocol.ServerMessage.Extent;
import dev.easel.protocol.ServerMessage.ObjectState;
import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a sync: the objects whose last change is after one seq and not after another, for sessions that lack
 * them, in {@code objects} frames. It keeps their ids only, and what has changed meanwhile is left to a later pass; so
 * it holds no old state of an object. A frame is made when the first session asks for it; while the pass is shared it
 * is kept for the next. Confined to the project's loop.
 */
final class SyncPass {
    /** Objects of one pass; more where one event has changed them together. */
    static final int OBJECTS = 4_096;

    /** Bytes of objects in one frame; a larger object has a frame of its own. */
    static final int FRAME = 256 << 10;

    /** Bytes estimated for an id and what stands around it. */
    static final int OVERHEAD = 96;

    /** Frames that are deflated ahead of the one that is asked for: while that is sent the next are made. */
    private static final int AHEAD = 2;

    /** Bytes of the id and the seq of an object, which are kept in any case. */
    private static final int PLACE = 16;

    private final Canvas canvas;
    private final LongConsumer grown;
    private final List<String> ids;
    /** The last changes of the objects, as they were when it was made. */
    private final long[] seqs;

    private final long upTo;
    private final long madeAt;
    private final List<PassFrame> frames = new ArrayList<>();
    private int cutTo;
    private long bytes;
    /** Objects that had changed when the canvas was at {@code comparedAt}. */
    private long changed;

    private long comparedAt;
    private boolean isShared = true;

    private SyncPass(Canvas canvas, List<CanvasObject> objects, LongConsumer grown) {
        this.canvas = canvas;
        this.grown = grown;
        ids = objects.stream().map(CanvasObject::id).toList();
        seqs = objects.stream().mapToLong(CanvasObject::seq).toArray();
        bytes = (long) PLACE * ids.size();
        upTo = objects.getLast().seq();
        madeAt = canvas.seq();
        comparedAt = madeAt;
    }

    /**
     * The next objects after {@code seq}; null when there are none.
     *
     * @param grown told how many bytes more it keeps than before, while it is shared
     */
    static @Nullable SyncPass after(Canvas canvas, long seq, LongConsumer grown) {
        List<CanvasObject> objects = canvas.changedAfter(seq, OBJECTS);
        return objects.isEmpty() ? null : new SyncPass(canvas, objects, grown);
    }

    /** About as many as these objects have in frames. */
    static long bytes(List<CanvasObject> objects) {
        long bytes = 0;
        for (CanvasObject object : objects) {
            bytes += object.props().length() + OVERHEAD;
        }
        return bytes;
    }

    /** The last change of its objects. */
    long upTo() {
        return upTo;
    }

    /** The seq of the canvas when it was made: what is deleted later may still be in its frames. */
    long madeAt() {
        return madeAt;
    }

    /** Bytes that it keeps. */
    long bytes() {
        return bytes;
    }

    /** Whether more than one in {@code most} of its objects has changed since. */
    boolean isStale(int most) {
        if (comparedAt != canvas.seq()) { // not for each of many who join between two edits
            comparedAt = canvas.seq();
            changed = ids.stream().filter(id -> unchanged(id) == null).count();
        }
        return changed > ids.size() / most;
    }

    boolean hasFrame(int number) {
        return number < frames.size() || cutTo < ids.size();
    }

    /**
     * The frame of this number; empty when all that it held has changed since. Frames are asked for in order, from 0,
     * while {@link #hasFrame}.
     */
    Optional<SyncFrame> text(int number) {
        return frame(number).text();
    }

    /** The same in its binary form. The next ones are begun, too, where they will be kept. */
    Future<Optional<SyncFrame>> deflated(int number, Loop loop) {
        Future<Optional<SyncFrame>> asked = frame(number).deflated(loop);
        for (int next = number + 1; isShared && next <= number + AHEAD && hasFrame(next); next++) {
            frame(next).deflateAhead(loop);
        }
        return asked;
    }

    private PassFrame frame(int number) {
        if (number == frames.size()) {
            int begin = cutTo;
            int end = end(begin);
            cutTo = end;
            PassFrame cut = new PassFrame(() -> content(begin, end), this::grow);
            if (!isShared) {
                cut.drop();
            }
            frames.add(cut);
        }
        return frames.get(number);
    }

    private void grow(long more) {
        bytes += more;
        grown.accept(more);
    }

    /** It is not shared any more: who still sends it has each frame made again. */
    void unshare() {
        isShared = false;
        frames.forEach(PassFrame::drop);
    }

    /** The place of the first object that does not fit into a frame that begins at {@code begin}. */
    private int end(int begin) {
        long size = 0;
        for (int i = begin; i < ids.size(); i++) {
            CanvasObject object = unchanged(ids.get(i));
            if (object != null) {
                int own = object.props().length() + OVERHEAD;
                if (size > 0 && size + own > FRAME) {
                    return i;
                }
                size += own;
            }
        }
        return ids.size();
    }

    private Optional<Objects> content(int begin, int end) {
        List<ObjectState> objects = new ArrayList<>();
        for (String id : ids.subList(begin, end)) {
            CanvasObject object = unchanged(id);
            if (object != null) {
                objects.add(new ObjectState(object.id(), object.props()));
            }
        }
        return objects.isEmpty() ? Optional.empty() : Optional.of(new Objects(objects, List.of(), extent(end)));
    }

    /** One event may have changed the last object of a frame and the first of the next. */
    private Optional<Extent> extent(int end) {
        long reached = end == seqs.length ? upTo : seqs[end] - 1;
        return reached < 0 ? Optional.empty() : Optional.of(new Extent(reached, madeAt));
    }

    private @Nullable CanvasObject unchanged(String id) {
        CanvasObject object = canvas.object(id);
        return object == null || object.seq() > upTo ? null : object;
    }
}
