package dev.easel.server.room;

import dev.easel.protocol.ClientMessage;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.audience.Audience;
import dev.easel.server.audience.Session;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.idempotence.UnstorableEdits;
import dev.easel.server.live.LiveObject;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.ProjectFigures;
import dev.easel.server.loop.Loop;
import dev.easel.server.loop.Pace;
import dev.easel.server.residence.Loading.LoadedCanvas;
import dev.easel.server.residence.Preparations;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A project in memory, put together: the room that orders its edits, and around it its sessions, what they send
 * and what they are sent. Confined to the room's loop.
 */
final class LiveRoom {
    private final Loop loop;
    private final Room room;
    private final Audience audience;
    private final Broadcast broadcast;
    private final Attendance attendance;
    private final Joining joining;
    private final Intake intake;
    private final RequestIntake requests;
    private final Relocation relocation;
    private PersistenceState journal = PersistenceState.OK;
    private PersistenceState own = PersistenceState.OK;
    private @Nullable WeakReference<LiveObjects> lastObjects;

    /** @param loop guarded: what a task there throws ends the room's life */
    LiveRoom(Life life, RoomPorts ports, Loop loop, Shared shared, LoadedCanvas loaded) {
        this.loop = loop;
        room = new Room(ports, loaded, shared.unstorable(), loop::now, life::takesEdits);
        audience = new Audience(loaded.found().project());
        broadcast = new Broadcast(room, audience, shared.pace(), loop, ports.metrics(), this::lagged);
        BesideSocket beside = new BesideSocket(loop, audience, room.numbers());
        relocation = new Relocation(ports, room.id(), loaded.moves(), loop, this::mayMove);
        attendance = new Attendance(ports, loop, room, audience, beside, watching(life));
        joining = new Joining(ports, loop, room, attendance, broadcast);
        intake = new Intake(ports, loop, room, attendance, broadcast, beside);
        requests = new RequestIntake(ports, loop, room, life::takesEdits, broadcast, beside);
    }

    /** Given to the broadcast before {@code joining} exists, and called only afterwards. */
    private void lagged(Session session) {
        joining.resync(session);
    }

    private Attendance.Watcher watching(Life life) {
        return new Attendance.Watcher() {
            @Override
            public void entered(Session session) {
                life.entered();
                relocation.entered(session);
            }

            @Override
            public void left(Session session) {
                relocation.left(session);
            }

            @Override
            public void emptied() {
                life.emptied();
            }
        };
    }

    /** It takes edits, all is well with the journal, and no long work would be broken off. */
    private boolean mayMove() {
        return room.takesEdits() && audience.persistence() == PersistenceState.OK && !requests.isBulkUnderWay();
    }

    Relocation relocation() {
        return relocation;
    }

    Loop loop() {
        return loop;
    }

    Room room() {
        return room;
    }

    Audience audience() {
        return audience;
    }

    Attendance attendance() {
        return attendance;
    }

    Joining joining() {
        return joining;
    }

    Intake intake() {
        return intake;
    }

    RequestIntake requests() {
        return requests;
    }

    /** What a session says. */
    void receive(Session session, ClientMessage message) {
        if (session.isClosed()) {
            return;
        }
        switch (message) {
            case Edit edit -> intake.edit(session, edit);
            case ClientMessage.Presence presence -> attendance.presences().say(session, presence.state());
            case ClientMessage.Ping _ -> session.answer(new ServerMessage.Pong());
            case ClientMessage.Hello _ -> attendance.closeMalformed(session, "hello was said already");
        }
    }

    LiveObject object(String id) {
        return new LiveObject(
                room.epoch().epoch(),
                room.seq(),
                Optional.ofNullable(room.canvas().object(id)));
    }

    /** The same as before, as long as it is in use and nothing has changed: many who ask hold it once. */
    LiveObjects objects() {
        Canvas canvas = room.canvas();
        LiveObjects before = lastObjects == null ? null : lastObjects.get();
        if (before != null && before.seq() == canvas.seq()) {
            return before;
        }
        LiveObjects now = new LiveObjects(room.epoch().epoch(), canvas.seq(), List.copyOf(canvas.objects()));
        lastObjects = new WeakReference<>(now);
        return now;
    }

    /**
     * Why these objects would not be taken in place of those. Looks at the ids only when it could be so: it takes the
     * loop a while.
     */
    Optional<String> noPlaceFor(Map<String, Integer> puts, Collection<String> deletions) {
        Canvas canvas = room.canvas();
        int objects = canvas.objects().size();
        int limit = room.limits().objects();
        if (objects + puts.size() > limit) {
            long all = objects
                    + puts.keySet().stream()
                            .filter(id -> canvas.object(id) == null)
                            .count()
                    - deletions.stream().filter(id -> canvas.object(id) != null).count();
            if (all > limit) {
                return Optional.of("the project would have " + all + " objects, over " + limit);
            }
        }
        return room.noMemoryFor(puts, deletions);
    }

    /** The project's title, version or settings. */
    void changed(ProjectNews news) {
        room.dirty().changed(news);
        audience.changed(news);
    }

    ProjectFigures figures() {
        Canvas canvas = room.canvas();
        return new ProjectFigures(
                room.id(),
                audience.news().title(),
                audience.size(),
                broadcast.lately(),
                canvas.objects().size(),
                canvas.bytes());
    }

    /** Everything up to {@code seq} is committed. */
    void durable(long seq) {
        if (room.durable(seq)) {
            broadcast.durable(seq);
        }
    }

    /** The journal's state now, for all projects. */
    void persistence(PersistenceState state) {
        journal = state;
        tellPersistence();
    }

    /** The journal's state now for this project alone. */
    void ownPersistence(PersistenceState state) {
        own = state;
        tellPersistence();
    }

    /** Tells sessions the worse of both states. Once what stopped is over ok comes first: clients wait for it (D5). */
    private void tellPersistence() {
        PersistenceState worse = journal.compareTo(own) > 0 ? journal : own;
        if (audience.persistence() == PersistenceState.STOPPED && worse == PersistenceState.DEGRADED) {
            tellPersistence(PersistenceState.OK);
        }
        tellPersistence(worse);
    }

    /** After everything that happened before. */
    private void tellPersistence(PersistenceState next) {
        if (next != audience.persistence()) {
            broadcast.flush();
            audience.persistence(next);
        }
    }

    /** The object rows stand at {@code seq} now. */
    void saved(long seq) {
        room.saved(seq, joining.oldestSync());
    }

    /** Closes every session. The room is not used any more. */
    void close(ServerMessage last, CloseCode code) {
        room.end(); // first, so that no save waits forever should the rest break
        broadcast.flush();
        attendance.closeAll(last, code);
        end();
    }

    /** The room is not used any more: nobody waits for it, and no timer keeps it in memory. */
    void end() {
        room.end();
        attendance.presences().stop();
        joining.end();
        relocation.end();
    }

    /** Nobody is here, and no request or bulk work is under way. */
    boolean isUnused() {
        return audience.isEmpty() && !room.numbers().areHeld();
    }

    /** What all rooms of an event loop share. */
    record Shared(Pace pace, UnstorableEdits unstorable, Preparations preparations) {}

    /** What a room in memory knows of its life. */
    interface Life {
        boolean takesEdits();

        /** A session has entered. */
        void entered();

        /** The last session has left. */
        void emptied();
    }
}
