package dev.easel.server.room;

import dev.easel.protocol.ClientMessage;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.Json;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.ServerMessage.Peer;
import dev.easel.protocol.ServerMessage.PersistenceState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.UUID;

/**
 * One connected socket in its room. Its state belongs to the room's loop; the public methods may be called from any
 * thread and do their work there.
 */
public final class Session {
    /** Refusals remembered: more than can be under way between a stop and the ok that follows. */
    private static final int REFUSALS = 1_024;

    private final Room room;
    private final String id;
    private final Connection connection;
    private final Hello hello;

    /** Edits that wait until the store has said which of this client's numbers it has. */
    final Deque<Edit> waiting = new ArrayDeque<>();

    /** The latest presence, by session, that was held back while this one was slow. */
    final Map<String, Optional<Peer>> missedPresence = new LinkedHashMap<>();

    Phase phase = Phase.JOINING;
    /** The latest welcome it got. */
    ServerMessage.Welcome welcomed;
    /** What it was last told of how the journal does. */
    PersistenceState persistence = PersistenceState.OK;

    boolean wasReady;
    /** The last event it got before it lagged. */
    long heldSeq;

    Json state = Json.NULL;
    /** Its latest refused edits: a copy that was under way then is not judged again (rule E12). */
    private final SequencedSet<Long> refused = new LinkedHashSet<>();

    /** The first edit that was not taken while the journal was full: later ones wait for it to come again. */
    private long dropped = Long.MAX_VALUE;

    private long lastEdit = -1;

    Session(Room room, String id, Connection connection, Hello hello) {
        this.room = room;
        this.id = id;
        this.connection = connection;
        this.hello = hello;
    }

    /** A message other than hello has arrived. */
    public void receive(ClientMessage message) {
        room.loop().execute(() -> room.receive(this, message));
    }

    /** An edit has arrived that the codec would not take. */
    public void refuse(long edit, Refusal refusal) {
        room.loop().execute(() -> room.refuse(this, edit, refusal));
    }

    /** The socket is gone. */
    public void leave() {
        room.loop().execute(() -> room.leave(this));
    }

    String id() {
        return id;
    }

    UUID client() {
        return hello.client();
    }

    Hello hello() {
        return hello;
    }

    Connection connection() {
        return connection;
    }

    /** Whose name stands on this session's edits. */
    String by() {
        return hello.user().name();
    }

    Peer peer() {
        return new Peer(hello.user(), state);
    }

    void send(ServerMessage message) {
        connection.send(ServerCodec.encode(message));
    }

    /** The edit is not taken now; the client sends it again. */
    void drop(long edit) {
        dropped = Math.min(dropped, edit);
    }

    boolean hasDropped() {
        return dropped != Long.MAX_VALUE;
    }

    /** The first edit that was dropped and has not come again; there is one. */
    long dropped() {
        return dropped;
    }

    /** Whether an earlier edit was dropped and has not come again: this one, sent before the client knew, must wait. */
    boolean isOutOfTurn(long edit) {
        return edit > dropped;
    }

    /** The edit has come again, over this socket or beside it: nobody waits for it any longer. */
    void came(long edit) {
        if (edit <= dropped) {
            dropped = Long.MAX_VALUE;
        }
    }

    boolean wasRefused(long edit) {
        return refused.contains(edit);
    }

    void refused(long edit) {
        refused.add(edit);
        if (refused.size() > REFUSALS) {
            refused.removeFirst();
        }
    }

    void answered(long edit) {
        lastEdit = Math.max(lastEdit, edit);
    }

    OptionalLong lastEdit() {
        return lastEdit < 0 ? OptionalLong.empty() : OptionalLong.of(lastEdit);
    }

    /** Where a session stands between hello and close. */
    enum Phase {
        /** Its client's edit numbers are being looked up. */
        JOINING,
        /** Between welcome and ready: it gets objects only. */
        SYNCING,
        /** It gets every event. */
        LIVE,
        /** It was too slow and gets nothing until it has drained. */
        LAGGED,
        CLOSED
    }
}
