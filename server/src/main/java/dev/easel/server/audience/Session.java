package dev.easel.server.audience;

import static java.util.Objects.requireNonNull;

import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ClientMessage.Take;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.ServerMessage.Persistence;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.Role;
import dev.easel.protocol.ServerMessage.RoleChanged;
import dev.easel.protocol.ServerMessage.Welcome;
import dev.easel.server.live.Connection;
import dev.easel.server.live.Principal;
import dev.easel.server.sync.SessionSync;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One connected client of a room, from hello to close. It alone changes its phase. Confined to the room's loop. */
public final class Session {
    private final String id;
    private final UUID authorId;
    private Principal principal;
    private final Connection connection;
    private final Hello hello;
    private final EventForm form;
    private final SessionPresence presence;
    private final SessionEdits edits = new SessionEdits();

    private Phase phase = Phase.JOINING;
    private boolean wasLive;
    private @Nullable Welcome welcome;
    private @Nullable SessionSync sync;
    private long heldSeq;
    private PersistenceState persistence = PersistenceState.OK;

    /** @param authorId what others know its client by */
    public Session(String id, UUID authorId, Principal principal, Connection connection, Hello hello) {
        this.id = id;
        this.authorId = authorId;
        this.principal = principal;
        this.connection = connection;
        this.hello = hello;
        form = EventForm.of(hello.takes());
        presence = new SessionPresence(
                hello.user().named(principal.shown(hello.user().name())));
    }

    public String id() {
        return id;
    }

    public UUID client() {
        return hello.client();
    }

    /** What others know its client by. */
    public UUID authorId() {
        return authorId;
    }

    /** Whether it knows its own events by its author id; otherwise by its UUID alone. */
    public boolean takesAuthor() {
        return form != EventForm.BY_CLIENT;
    }

    /** How events are told to it. */
    EventForm form() {
        return form;
    }

    /** Whether frames of a sync may come to it in their binary form (rule R9). */
    public boolean takesDeflate() {
        return hello.takes().contains(Take.DEFLATE);
    }

    public Hello hello() {
        return hello;
    }

    public Principal principal() {
        return principal;
    }

    /**
     * What it may do from now on. It is told at once, or after what it gets before it is live; a welcome tells it, too.
     */
    public void role(Role role) {
        principal = principal.with(role);
        if (isLive()) {
            send(new RoleChanged(role));
        }
    }

    /** The name that stands on this session's edits. */
    public String author() {
        return principal.author(hello.user().name());
    }

    /** Which of its edits wait, and how they were answered. */
    public SessionEdits edits() {
        return edits;
    }

    // ---- phases

    /** It is told of the project as it stands; from here to {@link #live} it gets objects only (rule J6). */
    public void sync(Welcome latest, SessionSync begun) {
        enter(Phase.SYNCING);
        welcome = latest;
        sync = begun;
        send(latest);
        begun.start();
    }

    /** Its copy is the canvas at {@code seq}; from here on it gets every event. {@code now} is in ms since 1970. */
    public void live(long seq, AuthorNumbers numbers, long now) {
        enter(Phase.LIVE);
        wasLive = true;
        sync = null; // its last pass may hold many objects
        send(form.hasNumbers() ? new ServerMessage.Ready(seq, numbers.explained(now)) : new ServerMessage.Ready(seq));
        if (welcome().role() != principal.role()) {
            send(new RoleChanged(principal.role()));
        }
    }

    /** It is too slow and gets nothing until it has drained (rule R6). */
    public void lag(long lastSeq) {
        enter(Phase.LAGGED);
        heldSeq = lastSeq;
    }

    /** Sends {@code last} and closes the socket; the session ends with {@link #end}. */
    public void close(ServerMessage last, CloseCode code) {
        connection.close(last, code);
    }

    /** It is not in the room any more. */
    public void end() {
        enter(Phase.CLOSED);
        edits.clear();
        if (sync != null) {
            sync.end();
        }
    }

    private void enter(Phase next) {
        if (!phase.mayBecome(next)) {
            throw new IllegalStateException("a session that is " + phase + " cannot become " + next);
        }
        phase = next;
    }

    /** It has been welcomed, and is still here. */
    public boolean isWelcomed() {
        return phase != Phase.JOINING && phase != Phase.CLOSED;
    }

    public boolean isSyncing() {
        return phase == Phase.SYNCING;
    }

    public boolean isLive() {
        return phase == Phase.LIVE;
    }

    public boolean isLagged() {
        return phase == Phase.LAGGED;
    }

    public boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** It may send edits: it was ready at least once. */
    public boolean wasLive() {
        return wasLive;
    }

    /** The latest welcome it got; there is one until it was told what came meanwhile. */
    public Welcome welcome() {
        return requireNonNull(welcome);
    }

    /** The welcome is done with: it holds what was told of many peers. */
    void dropWelcome() {
        welcome = null;
    }

    /** The sync under way; there is one while it {@link #isSyncing}. */
    public SessionSync sync() {
        return requireNonNull(sync);
    }

    /** The last event it got before it lagged. */
    public long heldSeq() {
        return heldSeq;
    }

    // ---- what it is told

    public void send(ServerMessage message) {
        connection.send(ServerCodec.encode(message));
    }

    public void send(byte[] frame) {
        connection.send(frame);
    }

    /** Sends an answer, unless the session is not live: between welcome and ready it gets objects only (rule J6). */
    public void answer(ServerMessage message) {
        if (isLive()) {
            send(message);
        }
    }

    /** Tells the journal's state, with the number of the last edit that was answered. */
    public void tellPersistence(PersistenceState state) {
        persistence = state;
        send(new Persistence(state, edits.last()));
    }

    /** The journal's state that it was last told. */
    PersistenceState toldPersistence() {
        return persistence;
    }

    /** Bytes sent to it that have not reached the network yet. */
    public long unsent() {
        return connection.unsent();
    }

    /** It is too slow for more events (rule R6). */
    public boolean isBehind() {
        return connection.isBehind();
    }

    public Connection connection() {
        return connection;
    }

    // ---- presence

    /** What it shows of itself, and what it knows of the others. */
    SessionPresence presence() {
        return presence;
    }

    private enum Phase {
        /** Its client's edit numbers are being looked up. */
        JOINING,
        /** Between welcome and ready. */
        SYNCING,
        LIVE,
        LAGGED,
        CLOSED;

        boolean mayBecome(Phase next) {
            return switch (this) {
                case JOINING -> next == SYNCING || next == CLOSED;
                case SYNCING -> next == LIVE || next == CLOSED;
                case LIVE -> next == LAGGED || next == CLOSED;
                case LAGGED -> next == SYNCING || next == CLOSED;
                case CLOSED -> false;
            };
        }
    }
}
