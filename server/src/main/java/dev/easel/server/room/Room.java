package dev.easel.server.room;

import dev.easel.protocol.ClientMessage;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.Event;
import dev.easel.protocol.Json;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.AuthoredEdit;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.Decision;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A live project: it puts edits in order, lets the canvas decide, tells everybody, and knows what of it is durable.
 * {@code durable ≤ applied} always.
 *
 * <p>Confined to one event loop. Whoever calls from elsewhere goes through {@link Rooms} or {@link Session}.
 */
final class Room {
    private final RoomPorts ports;
    private final Loop loop;
    private final RoomLife life;
    private final UUID id;
    private final long epoch;
    private final Canvas canvas;
    private final EditNumbers numbers;
    private final Undurable undurable = new Undurable();
    private final Sessions sessions = new Sessions();
    private final Broadcast broadcast;
    private final Entrance entrance;

    private ProjectNews news;
    private PersistenceState persistence = PersistenceState.OK;
    private long durable;
    private boolean frozen;

    Room(RoomPorts ports, Loop loop, RoomLife life, Loaded.Found found) {
        this.ports = ports;
        this.loop = loop;
        this.life = life;
        id = found.project().id();
        epoch = found.epoch();
        news = found.project();
        durable = found.seq();
        canvas = new Canvas(ports.settings().limits(), found.seq(), found.lastAt(), found.objects());
        numbers = new EditNumbers(durable);
        Presences presences = new Presences(sessions, loop);
        entrance = new Entrance(this, sessions, presences, numbers, canvas);
        broadcast = new Broadcast(sessions, ports.settings().limits().backlog(), entrance::lag);
    }

    // ---- the journey of an edit

    /** Takes one edit: answered at once, told to everybody at the end of this turn, saved later. */
    Answer submit(UUID client, String by, Edit edit, Session author) {
        OptionalLong known = numbers.seqOf(client, edit.edit());
        if (known.isPresent()) {
            return new Answer.Applied(edit.edit(), known.getAsLong(), true);
        }
        return switch (canvas.decide(new AuthoredEdit(client, by, loop.now(), edit))) {
            case Decision.Refused refused -> {
                ports.metrics().refused.increment();
                yield new Answer.Refused(edit.edit(), refused.refusal());
            }
            case Decision.Accepted accepted -> {
                accept(accepted.event(), author);
                yield new Answer.Applied(edit.edit(), accepted.event().seq(), false);
            }
        };
    }

    private void accept(Event event, Session author) {
        canvas.apply(event);
        Json encoded = ServerMessage.Events.full(event);
        numbers.add(event.client(), event.edit(), event.seq());
        undurable.add(event, encoded.length());
        if (broadcast.isEmpty()) {
            loop.execute(broadcast::flush);
        }
        broadcast.add(event, encoded, author);
        ports.metrics().accepted.increment();
        ports.saves().mark(id, event.seq());
        if (undurable.bytes() > ports.settings().undurableBytes()) {
            persistence(PersistenceState.STOPPED);
            ports.saves().flush(id);
        }
    }

    /** Whether edits are taken now. While not, clients hold theirs and send them again at {@code ok} (rule D5). */
    boolean takesEdits() {
        return !frozen && persistence != PersistenceState.STOPPED;
    }

    // ---- what a socket says

    void receive(Session session, ClientMessage message) {
        if (session.phase == Session.Phase.CLOSED) {
            return;
        }
        switch (message) {
            case Edit edit -> entrance.edit(session, edit);
            case ClientMessage.Presence presence -> entrance.presence(session, presence.state());
            case ClientMessage.Ping _ -> session.send(new ServerMessage.Pong());
            case Hello _ -> entrance.turnOut(session, "hello was said already");
        }
    }

    void refuse(Session session, long edit, Refusal refusal) {
        entrance.refuse(session, edit, refusal);
    }

    Future<Session> join(Connection connection, Hello hello) {
        return entrance.join(connection, hello);
    }

    void leave(Session session) {
        if (!entrance.leave(session)) {
            return;
        }
        if (sessions.size() == 0 && !frozen) {
            life.touch();
            ports.saves().flush(id);
        }
    }

    // ---- what the auto-save says

    Optional<Capture> capture() {
        if (isSaved()) {
            return Optional.empty();
        }
        return Optional.of(new Capture(
                id,
                epoch,
                durable,
                canvas.seq(),
                undurable.events(),
                canvas.changedSince(durable),
                canvas.deletedSince(durable)));
    }

    /** Everything up to {@code seq} is committed. */
    void saved(long seq) {
        if (seq > canvas.seq()) {
            throw new IllegalStateException("durable " + seq + " is beyond applied " + canvas.seq());
        }
        if (seq > durable) {
            durable = seq;
            undurable.dropUpTo(seq);
            numbers.durable(seq);
            canvas.forgetDeletions(Math.min(seq, entrance.oldestSync()));
            broadcast.flush();
            sessions.broadcast(new ServerMessage.Durable(seq));
        }
        persistence(PersistenceState.OK);
    }

    void saveFailed() {
        if (persistence == PersistenceState.OK) {
            persistence(PersistenceState.DEGRADED);
        }
    }

    private void persistence(PersistenceState state) {
        if (state == persistence) {
            return;
        }
        persistence = state;
        broadcast.flush();
        sessions.live().forEach(this::tellPersistence);
    }

    private void tellPersistence(Session session) {
        session.send(new ServerMessage.Persistence(persistence, session.lastEdit()));
    }

    // ---- what the entrance asks

    /** Called when a session's copy is the canvas as it stands: from here on it gets every event. */
    void ready(Session session) {
        broadcast.flush();
        session.phase = Session.Phase.LIVE;
        session.wasReady = true;
        session.send(new ServerMessage.Ready(canvas.seq()));
        if (persistence != PersistenceState.OK) {
            tellPersistence(session);
        }
    }

    ServerMessage.Welcome welcome(Session session, ServerMessage.Reason reason) {
        return new ServerMessage.Welcome(
                session.id(),
                news,
                ServerMessage.Role.OWNER,
                epoch,
                canvas.seq(),
                durable,
                numbers.from(session.client(), session.hello().pending()),
                ServerMessage.Sync.SNAPSHOT,
                reason,
                ports.settings().limits(),
                entrance.peersOf(session));
    }

    RoomPorts ports() {
        return ports;
    }

    /** The room's loop; what breaks in a task there closes the room. */
    Loop loop() {
        return loop;
    }

    UUID id() {
        return id;
    }

    // ---- what the desk asks

    /** Holds the client's numbers, asks the store where memory cannot tell, and then takes the edits in order. */
    Future<List<Answer>> submit(UUID client, String by, List<Edit> edits) {
        return entrance.submit(client, by, edits);
    }

    Rooms.LiveObjects objects() {
        return new Rooms.LiveObjects(canvas.seq(), List.copyOf(canvas.objects()));
    }

    Optional<CanvasObject> object(String object) {
        return Optional.ofNullable(canvas.object(object));
    }

    long seq() {
        return canvas.seq();
    }

    long durable() {
        return durable;
    }

    void changed(ProjectNews changed) {
        news = changed;
        sessions.broadcast(new ServerMessage.Project(news));
    }

    // ---- life

    long epoch() {
        return epoch;
    }

    boolean isEmpty() {
        return sessions.size() == 0;
    }

    boolean isFull() {
        return sessions.size() >= ports.settings().limits().sessions();
    }

    boolean isSaved() {
        return durable == canvas.seq();
    }

    /** Takes no more edits: what is here can be saved and left. */
    void freeze() {
        frozen = true;
    }

    /** Sends every session away. The room is not used any more. */
    void close(ServerMessage last, CloseCode code) {
        frozen = true;
        broadcast.flush();
        entrance.close(last, code);
    }
}
