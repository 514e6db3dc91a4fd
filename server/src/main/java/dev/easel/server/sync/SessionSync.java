package dev.easel.server.sync;

import dev.easel.server.canvas.Canvas;
import dev.easel.server.live.Connection;
import dev.easel.server.loop.Loop;

/**
 * Brings one session's copy up to date between welcome and ready: frame by frame, giving way to everybody else's edits,
 * and only as fast as the socket drains. What changes meanwhile is sent in further passes until nothing is left (rules
 * R2, R3). Confined to the project's loop.
 */
public final class SessionSync {
    /** Unsent bytes from which the next frame waits for the socket. */
    static final int UNSENT = 1 << 20;

    private final Connection connection;
    private final Canvas canvas;
    private final Loop loop;
    private final Runnable ready;

    private SyncPass pass;
    private int next;
    private boolean ended;

    /**
     * @param first what the first pass sends: the canvas, or what the client's copy lacks of it
     * @param ready run once the session's copy is the canvas as it stands
     */
    public SessionSync(Connection connection, Canvas canvas, Loop loop, SyncPass first, Runnable ready) {
        this.connection = connection;
        this.canvas = canvas;
        this.loop = loop;
        this.pass = first;
        this.ready = ready;
    }

    /** Deletions after this seq are still needed. */
    public long upTo() {
        return pass.upTo();
    }

    /** Sends the first frame behind what the loop has to do now, and then the others. */
    public void start() {
        loop.giveWay(this::step);
    }

    /** Sends nothing more. */
    public void end() {
        ended = true;
    }

    private void step() {
        if (ended) {
            return;
        }
        if (connection.unsent() > UNSENT) {
            connection.whenDrained(() -> loop.execute(this::step));
            return;
        }
        sendNext();
        if (!pass.hasFrame(next)) {
            pass = SyncPass.since(canvas, pass.upTo());
            next = 0;
            if (pass.fitsOneFrame()) {
                sendNext();
            }
            if (!pass.hasFrame(next)) {
                ended = true;
                ready.run();
                return;
            }
        }
        loop.giveWay(this::step);
    }

    private void sendNext() {
        if (pass.hasFrame(next)) {
            connection.send(pass.frame(next));
            next++;
        }
    }
}
