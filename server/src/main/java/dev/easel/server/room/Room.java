package dev.easel.server.room;

import dev.easel.protocol.ClientMessage;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.Event;
import dev.easel.protocol.Json;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.AuthoredEdit;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.Decision;
import io.vertx.core.Future;
import java.util.ArrayList;
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
    /** Deletions remembered beyond the checkpoint, for clients that come back soon; older ones are in the journal. */
    private static final int DELETIONS = 10_000;

    private final RoomPorts ports;
    private final Loop loop;
    private final RoomLife life;
    private final UUID id;
    private final long epoch;
    private final Canvas canvas;
    private final EditNumbers numbers;
    private final Progress progress;
    private final Resumption.Epoch thisLife;
    private final Sessions sessions = new Sessions();
    private final Broadcast broadcast;
    private final Entrance entrance;
    private final Intake intake;

    private ProjectNews news;
    /** Applied and not told yet. */
    private List<Journal.Entry> turn = new ArrayList<>();

    private PersistenceState persistence = PersistenceState.OK;
    private long snapshot;
    private boolean telling;
    private boolean frozen;
    private boolean closed;

    /**
     * @param canvas what {@code found} comes to
     */
    Room(RoomPorts ports, Loop loop, RoomLife life, Loaded.Found found, Canvas canvas) {
        this.ports = ports;
        this.loop = loop;
        this.life = life;
        id = found.project().id();
        epoch = found.epoch();
        news = found.project();
        this.canvas = canvas;
        thisLife = new Resumption.Epoch(found.epoch(), canvas.seq());
        snapshot = found.snapshot();
        progress = new Progress(found.checkpoint(), canvas.seq());
        numbers = new EditNumbers(canvas.seq());
        Presences presences = new Presences(sessions, loop);
        NumberQuestions questions = new NumberQuestions(numbers, loop);
        entrance = new Entrance(this, canvas, sessions, presences, questions);
        intake = new Intake(this, questions, entrance);
        broadcast = new Broadcast(sessions, ports.settings().limits().backlog(), entrance::lag);
    }

    // ---- the journey of an edit

    /** Takes one edit: answered at once, told to everybody when it is time to, saved later. */
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
                accept(accepted, author);
                yield new Answer.Applied(edit.edit(), accepted.event().seq(), false);
            }
        };
    }

    private void accept(Decision.Accepted accepted, Session author) {
        Event event = accepted.event();
        canvas.apply(accepted);
        progress.applied(event.seq());
        numbers.add(event.client(), event.edit(), event.seq());
        Json changes = ServerCodec.changes(event.changes());
        life.due(sessions.size());
        tellSoon();
        turn.add(new Journal.Entry(event, changes));
        broadcast.add(event, ServerMessage.Events.full(event, changes), author);
        ports.metrics().accepted.increment();
        ports.saves().mark(id, event.seq());
    }

    private void tellSoon() {
        if (!telling) {
            telling = true;
            life.whenTimeToTell(this::tell);
        }
    }

    /** What was applied since the last time goes to everybody, and on its way to be durable. */
    private void tell() {
        telling = false;
        if (closed) {
            return;
        }
        broadcast.flush();
        if (!turn.isEmpty()) {
            List<Journal.Entry> entries = turn;
            turn = new ArrayList<>();
            ports.journal().append(id, epoch, entries);
        }
    }

    /** Whether edits are taken now. While not, clients hold theirs and send them again at {@code ok} (rule D5). */
    boolean takesEdits() {
        return !frozen && ports.journal().takesMore();
    }

    // ---- what a socket says

    void receive(Session session, ClientMessage message) {
        if (session.phase == Session.Phase.CLOSED) {
            return;
        }
        switch (message) {
            case Edit edit -> intake.edit(session, edit);
            case ClientMessage.Presence presence -> entrance.presence(session, presence.state());
            case ClientMessage.Ping _ -> intake.ping(session);
            case Hello _ -> entrance.turnOut(session, "hello was said already");
        }
    }

    void refuse(Session session, long edit, Refusal refusal) {
        intake.refuse(session, edit, refusal);
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

    // ---- what the journal says

    /** Everything up to {@code seq} is committed. */
    void durable(long seq) {
        if (progress.durable(seq)) {
            numbers.durable(seq);
            broadcast.durable(seq);
            tellSoon();
        }
    }

    /** How the journal does now. */
    void persistence(PersistenceState state) {
        if (state != persistence) {
            persistence = state;
            broadcast.flush();
            sessions.live().forEach(this::tellPersistence);
        }
    }

    private void tellPersistence(Session session) {
        session.persistence = persistence;
        session.send(new ServerMessage.Persistence(persistence, session.lastEdit()));
    }

    /** The author of an event that the database will not take is sent away with the edit's number (protocol section 3). */
    void spoiled(Event event) {
        entrance.setAside(event.client(), event.edit());
    }

    // ---- what the auto-save says

    /** What there is to save now, once it is durable. */
    Future<Optional<Capture>> capture() {
        if (progress.isSaved()) {
            return Future.succeededFuture(Optional.empty());
        }
        Capture capture = new Capture(
                id,
                epoch,
                progress.checkpoint(),
                canvas.seq(),
                canvas.lastAt(),
                canvas.changedSince(progress.checkpoint()),
                canvas.deletedSince(progress.checkpoint()));
        return progress.whenDurable(capture.upTo()).map(Optional.of(capture));
    }

    /** The whole canvas as it is now, once durable, when a snapshot of it is due. */
    Future<Optional<Whole>> whole(long events) {
        if (canvas.seq() - snapshot < events) {
            return Future.succeededFuture(Optional.empty());
        }
        Whole whole = new Whole(id, epoch, canvas.seq(), List.copyOf(canvas.objects()));
        return progress.whenDurable(whole.seq()).map(Optional.of(whole));
    }

    /** The object rows stand at {@code seq} now. */
    void saved(long seq) {
        progress.checkpoint(seq);
        canvas.forgetDeletions(Math.min(seq, entrance.oldestSync()), DELETIONS);
    }

    void snapshotted(long seq) {
        snapshot = Math.max(snapshot, seq);
    }

    // ---- what the entrance asks

    /** Called when a session's copy is the canvas as it stands: from here on it gets every event. */
    void ready(Session session) {
        broadcast.flush();
        session.phase = Session.Phase.LIVE;
        session.wasReady = true;
        session.send(new ServerMessage.Ready(canvas.seq()));
        catchUp(session);
    }

    /** What changed between welcome and ready, when only objects are sent (rule J6). */
    private void catchUp(Session session) {
        if (progress.durable() > session.welcomed.durable()) {
            session.send(new ServerMessage.Durable(progress.durable()));
        }
        if (!news.equals(session.welcomed.project())) {
            session.send(new ServerMessage.Project(news));
        }
        if (persistence != session.persistence) {
            tellPersistence(session);
        }
    }

    ServerMessage.Welcome welcome(Session session, ServerMessage.Sync sync, ServerMessage.Reason reason) {
        return new ServerMessage.Welcome(
                session.id(),
                news,
                ServerMessage.Role.OWNER,
                epoch,
                canvas.seq(),
                progress.durable(),
                numbers.from(session.client(), session.hello().pending()),
                sync,
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
        return intake.submit(client, by, edits);
    }

    Rooms.LiveObjects objects() {
        return new Rooms.LiveObjects(canvas.seq(), List.copyOf(canvas.objects()));
    }

    Optional<CanvasObject> object(String object) {
        return Optional.ofNullable(canvas.object(object));
    }

    long seq() {
        return progress.applied();
    }

    long durable() {
        return progress.durable();
    }

    /** Completes once everything up to {@code seq} is durable, with how far that is. */
    Future<Long> whenDurable(long seq) {
        return progress.whenDurable(seq).map(_ -> progress.durable());
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
        return progress.isSaved();
    }

    /** The epoch of this life, and the seq it began with. */
    Resumption.Epoch thisLife() {
        return thisLife;
    }

    /** Takes no more edits: what is here can be saved and left. */
    void freeze() {
        frozen = true;
    }

    /** Sends every session away. The room is not used any more. */
    void close(ServerMessage last, CloseCode code) {
        frozen = true;
        closed = true;
        progress.end(); // first, so that no save waits for ever should the rest break
        broadcast.flush();
        entrance.close(last, code);
    }
}
