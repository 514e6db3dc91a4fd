package dev.easel.server.room;

import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.ObjectState;
import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects and deletions on their way to those who lack them, in {@code objects} frames. A frame is encoded when the first
 * one asks for it and kept for the next, so that the fiftieth join costs a copy. Confined to the room's loop.
 */
final class Pass {
    /** Bytes of objects in one frame; a larger object has a frame of its own. */
    static final int FRAME = 256 << 10;

    /** Bytes reckoned for an id and what stands around it. */
    private static final int OVERHEAD = 96;

    private final List<CanvasObject> objects;
    private final List<String> deleted;
    private final long upTo;
    private final List<byte[]> frames = new ArrayList<>();
    private int nextObject;
    private int nextDeleted;

    /** @param upTo the seq as of which the objects are, and up to which deletions are told */
    Pass(List<CanvasObject> objects, List<String> deleted, long upTo) {
        this.objects = objects;
        this.deleted = deleted;
        this.upTo = upTo;
    }

    /** Everything there is. */
    static Pass snapshot(Canvas canvas) {
        return new Pass(List.copyOf(canvas.objects()), List.of(), canvas.seq());
    }

    /** What has changed after {@code seq}, which is not below {@link Canvas#deletionsKnownFrom}. */
    static Pass since(Canvas canvas, long seq) {
        return new Pass(canvas.changedSince(seq), canvas.deletedSince(seq), canvas.seq());
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

    /** The frame of this number, asked for one after the other from 0 on while there {@link #hasFrame is one}. */
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
        int room = Math.max(sent.isEmpty() ? 1 : 0, (FRAME - bytes) / OVERHEAD);
        List<String> gone = deleted.subList(nextDeleted, Math.min(deleted.size(), nextDeleted + room));
        nextDeleted += gone.size();
        return ServerCodec.encode(new Objects(sent, gone));
    }
}
