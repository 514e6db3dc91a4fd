package dev.easel.server.room;

import dev.easel.server.canvas.Canvas;

/**
 * Brings one session's copy up to date between welcome and ready, frame by frame, giving way to everybody else's edits,
 * and only as fast as its socket drains. What changes meanwhile is sent again, pass after pass, until nothing is left
 * (rules R2, R3). Confined to the room's loop.
 */
final class Sync {
    /** Unsent bytes from which the next frame waits for the socket. */
    static final int UNSENT = 1 << 20;

    private final Session session;
    private final Canvas canvas;
    private final Loop loop;
    private final Runnable ready;

    private Pass pass;
    private int next;

    /**
     * @param first what the first pass sends: the canvas, or what the client's copy lacks of it
     * @param ready run once the session's copy is the canvas as it stands
     */
    Sync(Session session, Canvas canvas, Loop loop, Pass first, Runnable ready) {
        this.session = session;
        this.canvas = canvas;
        this.loop = loop;
        this.ready = ready;
        this.pass = first;
    }

    /** Deletions after this seq are still needed. */
    long upTo() {
        return pass.upTo();
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
        sendNext();
        if (!pass.hasFrame(next)) {
            pass = Pass.since(canvas, pass.upTo());
            next = 0;
            if (pass.fitsOneFrame()) {
                sendNext();
            }
            if (!pass.hasFrame(next)) {
                ready.run();
                return;
            }
        }
        loop.giveWay(this::step);
    }

    private void sendNext() {
        if (pass.hasFrame(next)) {
            session.connection().send(pass.frame(next));
            next++;
        }
    }
}
