package dev.easel.server.sync;

import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.ObjectState;
import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.live.Connection;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings one session's copy up to date between welcome and ready: frame by frame, giving way to everybody else's edits,
 * and only as fast as the socket drains. It walks over the objects in the order of their last change, so that what
 * changes meanwhile is met again later, until nothing is left (rules R2, R3). To whoever takes that, the frames of
 * passes go deflated (rule R9). Of its own it holds one frame at a time and the ids of what is gone. Confined to the
 * project's loop.
 */
public final class SessionSync {
    /** Unsent bytes from which the next frame waits for the socket; not below what a connection calls drained. */
    static final int UNSENT = 64 << 10;

    /** Objects that can be in one frame with others. */
    private static final int MOST_IN_FRAME = SyncPass.FRAME / SyncPass.OVERHEAD;

    /** Bytes from which what a copy lacks is a pass for a session that takes it deflated; less goes as one text. */
    private static final int WORTH_DEFLATING = 16 << 10;

    private final Connection connection;
    private final boolean takesDeflate;
    private final Canvas canvas;
    private final SharedPasses shared;
    private final Loop loop;
    private final Runnable ready;
    /** Ids to be told as deleted, unless an object has one of them again by then. */
    private final Set<String> gone;

    private @Nullable SyncPass pass;
    /** The next frame of the pass, while it is being deflated. */
    private @Nullable Future<Optional<SyncFrame>> deflating;

    private int next;
    private long sentUpTo;
    private long goneUpTo;
    private boolean ended;

    /**
     * @param takesDeflate whether frames may go in their binary form
     * @param start what the session's copy lacks
     * @param shared the passes that all sessions of the project share
     * @param ready run once the session's copy is the canvas as it stands
     */
    public SessionSync(
            Connection connection, boolean takesDeflate, SharedPasses shared, Resumption start, Runnable ready) {
        this.connection = connection;
        this.takesDeflate = takesDeflate;
        this.shared = shared;
        canvas = shared.canvas();
        loop = shared.loop();
        this.ready = ready;
        sentUpTo = start.heldSeq();
        goneUpTo = start.goneUpTo();
        gone = new LinkedHashSet<>(start.gone());
        if (start.isSnapshot() || takesDeflate && isWorthDeflating()) {
            takePass(); // also where a snapshot is small: whoever joins next gets the same bytes
        }
    }

    /** Deletions after this seq are still needed. */
    public long upTo() {
        return goneUpTo;
    }

    /** Sends the first frame behind what the loop has to do now, and then the others. */
    public void start() {
        loop.giveWay(this::step);
    }

    /** Sends nothing more. */
    public void end() {
        ended = true;
        pass = null;
        deflating = null;
    }

    private void step() {
        if (ended) {
            return;
        }
        if (connection.unsent() > UNSENT) {
            connection.whenDrained(() -> loop.execute(this::step));
            return;
        }
        SyncPass sending = pass;
        if (sending != null && !send(sending)) {
            return;
        }
        if (pass == null && sendRest()) {
            end();
            ready.run();
        } else {
            loop.giveWay(this::step);
        }
    }

    /** Sends the next frame of the pass; false where that is still being deflated, after which it goes on by itself. */
    private boolean send(SyncPass sending) {
        shared.touch();
        if (takesDeflate) {
            Future<Optional<SyncFrame>> frame = deflating == null ? sending.deflated(next, loop) : deflating;
            if (!frame.isComplete()) {
                deflating = frame.onComplete((_, _) -> loop.giveWay(this::step));
                return false;
            }
            deflating = null;
            frame.result().ifPresent(it -> it.send(connection));
        } else {
            sending.text(next).ifPresent(it -> it.send(connection));
        }
        next++;
        if (!sending.hasFrame(next)) {
            sentUpTo = sending.upTo();
            pass = null;
        }
        return true;
    }

    private boolean isWorthDeflating() {
        return SyncPass.bytes(canvas.changedAfter(sentUpTo, MOST_IN_FRAME)) > WORTH_DEFLATING;
    }

    private void takePass() {
        SyncPass taken = shared.after(sentUpTo);
        next = 0;
        pass = taken;
        if (taken != null) {
            goneUpTo = Math.min(goneUpTo, taken.madeAt());
        }
    }

    /**
     * Sends what is left if it fits into one frame: then true, and nothing is left. Otherwise takes the next pass or
     * tells a frame of deletions.
     */
    private boolean sendRest() {
        List<CanvasObject> objects = canvas.changedAfter(sentUpTo, MOST_IN_FRAME);
        long bytes = SyncPass.bytes(objects);
        if (objects.size() > 1 && (bytes > SyncPass.FRAME || objects.size() >= MOST_IN_FRAME)) {
            takePass();
            return false;
        }
        gather();
        if (!gone.isEmpty() && bytes + (long) gone.size() * SyncPass.OVERHEAD > SyncPass.FRAME) {
            tell(List.of(), removeGone());
            return false;
        }
        if (!objects.isEmpty() || !gone.isEmpty()) {
            tell(objects, gone);
        }
        return true;
    }

    /** What was deleted since is to be told too, and what is there again is not. */
    private void gather() {
        gone.addAll(canvas.deletedSince(goneUpTo));
        goneUpTo = canvas.seq();
        gone.removeIf(id -> canvas.object(id) != null);
    }

    private List<String> removeGone() {
        List<String> removed = new ArrayList<>();
        Iterator<String> ids = gone.iterator();
        while (ids.hasNext() && removed.size() < MOST_IN_FRAME) {
            removed.add(ids.next());
            ids.remove();
        }
        return removed;
    }

    private void tell(List<CanvasObject> objects, Iterable<String> deleted) {
        List<ObjectState> states = objects.stream()
                .map(object -> new ObjectState(object.id(), object.props()))
                .toList();
        List<String> ids = new ArrayList<>();
        deleted.forEach(ids::add);
        connection.send(ServerCodec.encode(new Objects(states, ids)));
    }
}
