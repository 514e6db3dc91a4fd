package dev.easel.server.sync;

import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Extent;
import dev.easel.protocol.ServerMessage.ObjectState;
import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a sync: the objects whose last change is after one seq and not after another, for sessions that lack
 * them, in {@code objects} frames. It keeps their ids only, and what has changed meanwhile is left to a later pass; so
 * it holds no old state of an object. A frame is encoded when the first session asks for it; while the pass is shared
 * it is kept for the next, unless memory gets short. Confined to the project's loop.
 */
final class SyncPass {
    /** Objects of one pass; more where one event has changed them together. */
    static final int OBJECTS = 4_096;

    /** Bytes of objects in one frame; a larger object has a frame of its own. */
    static final int FRAME = 256 << 10;

    /** Bytes estimated for an id and what stands around it. */
    static final int OVERHEAD = 96;

    private final Canvas canvas;
    private final List<String> ids;
    /** The last changes of the objects, as they were when it was made. */
    private final long[] seqs;

    private final long upTo;
    private final long madeAt;
    private final long bytes;
    private final List<Frame> frames = new ArrayList<>();
    private int encodedTo;
    private boolean isShared = true;

    private SyncPass(Canvas canvas, List<CanvasObject> objects) {
        this.canvas = canvas;
        ids = objects.stream().map(CanvasObject::id).toList();
        seqs = objects.stream().mapToLong(CanvasObject::seq).toArray();
        bytes = bytes(objects);
        upTo = objects.getLast().seq();
        madeAt = canvas.seq();
    }

    /** The next objects after {@code seq}; null when there are none. */
    static @Nullable SyncPass after(Canvas canvas, long seq) {
        List<CanvasObject> objects = canvas.changedAfter(seq, OBJECTS);
        return objects.isEmpty() ? null : new SyncPass(canvas, objects);
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

    /** About as many as all of its frames have. */
    long bytes() {
        return bytes;
    }

    /** Whether more than one in {@code most} of its objects has changed since. */
    boolean isStale(int most) {
        long changed = ids.stream().filter(id -> unchanged(id) == null).count();
        return changed > ids.size() / most;
    }

    boolean hasFrame(int number) {
        return number < frames.size() || encodedTo < ids.size();
    }

    /**
     * The frame of this number; null when all that it held has changed since. Frames are asked for in order, from 0,
     * while {@link #hasFrame}.
     */
    byte @Nullable [] frame(int number) {
        if (number == frames.size()) {
            int end = end(encodedTo);
            frames.add(new Frame(encodedTo, end));
            encodedTo = end;
        }
        Frame frame = frames.get(number);
        byte[] kept = frame.kept.get();
        if (kept == null) {
            kept = encode(frame);
            if (isShared && kept != null) {
                frame.kept = new SoftReference<>(kept);
            }
        }
        return kept;
    }

    /** It is not shared any more: who still sends it encodes for itself, one frame at a time. */
    void unshare() {
        isShared = false;
        frames.forEach(frame -> frame.kept = new SoftReference<>(null));
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

    private byte @Nullable [] encode(Frame frame) {
        List<ObjectState> objects = new ArrayList<>();
        for (String id : ids.subList(frame.begin, frame.end)) {
            CanvasObject object = unchanged(id);
            if (object != null) {
                objects.add(new ObjectState(object.id(), object.props()));
            }
        }
        return objects.isEmpty() ? null : ServerCodec.encode(new Objects(objects, List.of(), extent(frame)));
    }

    /** One event may have changed the last object of a frame and the first of the next. */
    private Optional<Extent> extent(Frame frame) {
        long reached = frame.end == seqs.length ? upTo : seqs[frame.end] - 1;
        return reached < 0 ? Optional.empty() : Optional.of(new Extent(reached, madeAt));
    }

    private @Nullable CanvasObject unchanged(String id) {
        CanvasObject object = canvas.object(id);
        return object == null || object.seq() > upTo ? null : object;
    }

    /** The objects from one place to another, and their bytes where they are kept. */
    private static final class Frame {
        private final int begin;
        private final int end;
        private SoftReference<byte[]> kept = new SoftReference<>(null);

        private Frame(int begin, int end) {
            this.begin = begin;
            this.end = end;
        }
    }
}
