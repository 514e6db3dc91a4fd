package dev.easel.server.room;

import dev.easel.protocol.ServerMessage.ObjectState;
import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings one session's copy up to date between welcome and ready, one frame a turn and only as fast as its socket
 * drains. What changes meanwhile is sent again, pass after pass, until nothing is left (rules R2, R3). Confined to the
 * room's loop.
 */
final class Sync {
    /** Bytes of objects in one frame; a larger object has a frame of its own. */
    static final int FRAME = 256 << 10;

    /** Unsent bytes from which the next frame waits for the socket. */
    static final int UNSENT = 1 << 20;

    /** Bytes reckoned for an id and what stands around it. */
    private static final int OVERHEAD = 96;

    private final Session session;
    private final Canvas canvas;
    private final Loop loop;
    private final Runnable ready;

    private List<CanvasObject> objects;
    private List<String> deleted;
    private int nextObject;
    private int nextDeleted;
    private long upTo;

    /**
     * @param start what the first pass sends: the canvas as it stands, or what the client's copy lacks of it
     * @param ready run once the session's copy is the canvas as it stands
     */
    Sync(Session session, Canvas canvas, Loop loop, Resumption start, Runnable ready) {
        this.session = session;
        this.canvas = canvas;
        this.loop = loop;
        this.ready = ready;
        this.upTo = canvas.seq();
        this.objects = start.objects();
        this.deleted = start.deleted();
    }

    /** Deletions after this seq are still needed. */
    long upTo() {
        return upTo;
    }

    /** Sends the next frame, or tells that the session is ready. */
    void step() {
        if (session.phase != Session.Phase.SYNCING) {
            return;
        }
        if (session.connection().unsent() > UNSENT) {
            session.connection().whenDrained(() -> loop.execute(this::step));
            return;
        }
        send();
        if (isPassDone()) {
            startPass();
            if (fitsOneFrame()) {
                send();
            }
            if (isPassDone()) {
                ready.run();
                return;
            }
        }
        loop.execute(this::step);
    }

    private boolean isPassDone() {
        return nextObject == objects.size() && nextDeleted == deleted.size();
    }

    private void startPass() {
        objects = canvas.changedSince(upTo);
        deleted = canvas.deletedSince(upTo);
        upTo = canvas.seq();
        nextObject = 0;
        nextDeleted = 0;
    }

    private boolean fitsOneFrame() {
        long bytes = (long) deleted.size() * OVERHEAD;
        for (CanvasObject object : objects) {
            bytes += object.props().length() + OVERHEAD;
        }
        return bytes <= FRAME;
    }

    private void send() {
        if (isPassDone()) {
            return;
        }
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
        session.send(new Objects(sent, gone));
    }
}
