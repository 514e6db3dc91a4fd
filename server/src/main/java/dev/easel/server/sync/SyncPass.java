package dev.easel.server.sync;

import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.ObjectState;
import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One pass of a sync: objects and deletions for sessions that lack them, in {@code objects} frames. A frame is encoded
 * when the first session asks for it and kept for the next, so that the fiftieth join costs a copy. Confined to the
 * project's loop.
 */
public final class SyncPass {
    /** Bytes of objects in one frame; a larger object has a frame of its own. */
    static final int FRAME = 256 << 10;

    /** Bytes estimated for an id and what stands around it. */
    private static final int OVERHEAD = 96;

    private final List<CanvasObject> objects;
    private final List<String> deleted;
    private final long upTo;
    private final List<byte[]> frames = new ArrayList<>();
    private int nextObject;
    private int nextDeleted;

    /** @param upTo the seq as of which the objects are, and up to which deletions are told */
    SyncPass(List<CanvasObject> objects, List<String> deleted, long upTo) {
        this.objects = objects;
        this.deleted = deleted;
        this.upTo = upTo;
    }

    /** Everything there is. */
    static SyncPass snapshot(Canvas canvas) {
        return new SyncPass(List.copyOf(canvas.objects()), List.of(), canvas.seq());
    }

    /** What has changed after {@code seq}, which is not below {@link Canvas#deletionsKnownFrom}. */
    static SyncPass since(Canvas canvas, long seq) {
        return new SyncPass(canvas.changedSince(seq), canvas.deletedSince(seq), canvas.seq());
    }

    int objects() {
        return objects.size();
    }

    long upTo() {
        return upTo;
    }

    boolean hasFrame(int number) {
        return number < frames.size() || !isEncoded();
    }

    /** The frame of this number. Frames are asked for in order, from 0, while {@link #hasFrame}. */
    byte[] frame(int number) {
        if (number == frames.size()) {
            frames.add(encodeNext());
        }
        return frames.get(number);
    }

    boolean fitsOneFrame() {
        return bytes() <= FRAME;
    }

    /** About as many as all frames have together. */
    long bytes() {
        long bytes = (long) deleted.size() * OVERHEAD;
        for (CanvasObject object : objects) {
            bytes += object.props().length() + OVERHEAD;
        }
        return bytes;
    }

    private boolean isEncoded() {
        return nextObject == objects.size() && nextDeleted == deleted.size();
    }

    private byte[] encodeNext() {
        int bytes = 0;
        List<ObjectState> sent = new ArrayList<>();
        while (nextObject < objects.size()) {
            CanvasObject object = objects.get(nextObject);
            bytes += object.props().length() + OVERHEAD;
            if (!sent.isEmpty() && bytes > FRAME) {
                break;
            }
            sent.add(new ObjectState(object.id(), object.props()));
            nextObject++;
        }
        int places = Math.max(sent.isEmpty() ? 1 : 0, (FRAME - bytes) / OVERHEAD);
        List<String> gone = deleted.subList(nextDeleted, Math.min(deleted.size(), nextDeleted + places));
        nextDeleted += gone.size();
        return ServerCodec.encode(new Objects(sent, gone));
    }
}
