package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.Json;
import dev.easel.protocol.ResumeToken;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.ServerMessage.AppliedEdit;
import dev.easel.protocol.ServerMessage.Peer;
import dev.easel.protocol.ServerMessage.Reason;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.room.ProjectStore.Missed;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Who comes into a room and who goes: its client's past is looked up, then it is welcomed, brought up to date, and live,
 * until it is closed. Confined to the room's loop.
 */
final class Entrance {
    /** Unsettled edits a client may come back with; one that has more has lost count. */
    static final int MAX_UNSETTLED = 50_000;

    private static final Missed NOTHING = new Missed(OptionalLong.empty(), List.of());

    private final Room room;
    private final Canvas canvas;
    private final Sessions sessions;
    private final Presences presences;
    private final NumberQuestions questions;
    private final SharedSnapshot snapshot;
    private final Map<Session, Sync> syncs = new HashMap<>();

    Entrance(Room room, Canvas canvas, Sessions sessions, Presences presences, NumberQuestions questions) {
        this.room = room;
        this.canvas = canvas;
        this.sessions = sessions;
        this.presences = presences;
        this.questions = questions;
        this.snapshot = new SharedSnapshot(canvas, room.loop());
    }

    // ---- coming in

    /** Succeeds with the session at once; what follows is said over its connection. */
    Future<Session> join(Connection connection, Hello hello) {
        Session session = new Session(room, room.ports().sessionIds().get(), connection, hello);
        Session other = sessions.of(hello.client());
        if (other != null && other.hello().attempt() > hello.attempt()) {
            return turnedAway(session, "superseded", "a newer connection of this client is open", CloseCode.SUPERSEDED);
        }
        if (other != null) {
            close(other, failure("superseded", "this client connected again"), CloseCode.SUPERSEDED);
        }
        if (room.isFull()) {
            return turnedAway(session, "full", "the project has as many sessions as it can have", CloseCode.TRY_LATER);
        }
        sessions.add(session);
        room.ports().metrics().sessions.increment();
        questions.numbers().hold(session.client());
        lookUp(session);
        return Future.succeededFuture(session);
    }

    private static Future<Session> turnedAway(Session session, String code, String message, CloseCode close) {
        session.phase = Session.Phase.CLOSED;
        session.connection().close(failure(code, message), close);
        return Future.succeededFuture(session);
    }

    /** Which of its edits the project has, and what became of the copy it has: asked once for each hello. */
    private void lookUp(Session session) {
        Hello hello = session.hello();
        long missedUpTo = canvas.deletionsKnownFrom();
        Future<Missed> missed = hello.resume()
                .filter(this::asksJournal)
                .map(token -> room.ports().store().missed(room.id(), token.epoch(), token.seq(), missedUpTo))
                .orElse(Future.succeededFuture(NOTHING))
                .otherwise(Resumption.UNTOLD);
        boolean isKnown = questions.numbers().knowsFrom(hello.client(), hello.pending());
        if (isKnown && missed.succeeded()) {
            welcome(session, missed.result(), missedUpTo);
            return;
        }
        Future<List<AppliedEdit>> edits = isKnown
                ? Future.succeededFuture(List.of())
                : room.ports().store().editsFrom(room.id(), hello.client(), hello.pending(), MAX_UNSETTLED + 1);
        questions.ask(
                hello.client(),
                Future.join(edits, missed).compose(_ -> edits),
                found -> {
                    if (session.phase == Session.Phase.CLOSED) {
                        return;
                    }
                    if (found.size() > MAX_UNSETTLED) {
                        turnOut(session, "over " + MAX_UNSETTLED + " edits from number " + hello.pending() + " on");
                        return;
                    }
                    questions.numbers().knownFrom(hello.client(), hello.pending());
                    welcome(session, missed.result(), missedUpTo);
                },
                _ -> tryLater(session));
    }

    private boolean asksJournal(ResumeToken token) {
        boolean isTooOld = canvas.seq() - token.seq() > Resumption.MOST_MISSED;
        return !isTooOld && room.thisLife().asksJournal(token, canvas);
    }

    private void welcome(Session session, Missed missed, long missedUpTo) {
        Resumption start = session.hello()
                .resume()
                .map(token -> Resumption.resumed(canvas, snapshot, token, room.thisLife(), missed, missedUpTo))
                .orElseGet(() -> Resumption.snapshot(snapshot, Reason.FIRST));
        welcome(session, start);
        presences.changed(session);
    }

    private void welcome(Session session, Resumption start) {
        session.phase = Session.Phase.SYNCING;
        session.missedPresence.clear();
        session.welcomed = room.welcome(session, start.sync(), start.reason());
        session.send(session.welcomed);
        Sync sync = new Sync(session, canvas, room.loop(), start.first(), () -> {
            syncs.remove(session);
            room.ready(session);
            presences.live(session);
        });
        syncs.put(session, sync);
        room.loop().giveWay(sync::step);
    }

    /** The session was too slow: no more events until it has drained, then it is brought up to date (rule R6). */
    void lag(Session session, long heldSeq) {
        room.ports().metrics().lagged.increment();
        session.phase = Session.Phase.LAGGED;
        session.heldSeq = heldSeq;
        session.connection()
                .whenDrained(() -> room.loop().execute(() -> {
                    if (session.phase == Session.Phase.LAGGED) {
                        welcome(session, Resumption.lagged(canvas, snapshot, session.heldSeq));
                    }
                }));
    }

    /** The earliest seq after which a session that is being synced still needs to hear of deletions. */
    long oldestSync() {
        return syncs.values().stream().mapToLong(Sync::upTo).min().orElse(Long.MAX_VALUE);
    }

    Map<String, Peer> peersOf(Session session) {
        return presences.peersOf(session);
    }

    void presence(Session session, Json state) {
        session.state = state;
        if (session.phase != Session.Phase.JOINING) {
            presences.changed(session);
        }
    }

    /** An edit of this client came over HTTP: its socket need not wait for it. */
    void cameBeside(UUID client, long edit) {
        Session session = sessions.of(client);
        if (session != null) {
            session.came(edit);
        }
    }

    // ---- going

    /** Whether the session was still here. */
    boolean leave(Session session) {
        if (!sessions.remove(session)) {
            return false;
        }
        boolean welcomed = session.phase != Session.Phase.JOINING;
        session.phase = Session.Phase.CLOSED;
        session.waiting.clear();
        syncs.remove(session);
        room.ports().metrics().sessions.decrement();
        questions.numbers().release(session.client());
        if (welcomed) {
            presences.gone(session);
        }
        return true;
    }

    /** Closes a socket that does not keep to the protocol. */
    void turnOut(Session session, String why) {
        close(session, failure("malformed", why), CloseCode.MALFORMED);
    }

    /** The client's edit cannot be kept: its socket is closed with the number, so that it is set aside. */
    void setAside(UUID client, long edit) {
        Optional.ofNullable(sessions.of(client))
                .ifPresent(session -> close(
                        session,
                        new ServerMessage.Failure(
                                "unstorable", "the database does not take this edit", OptionalLong.of(edit)),
                        CloseCode.MALFORMED));
    }

    void tryLater(Session session) {
        close(session, failure("unavailable", "the database did not answer; try again"), CloseCode.TRY_LATER);
    }

    void close(ServerMessage last, CloseCode code) {
        sessions.all().forEach(session -> close(session, last, code));
        presences.stop();
        snapshot.end();
    }

    private void close(Session session, ServerMessage last, CloseCode code) {
        session.connection().close(last, code);
        room.leave(session);
    }

    private static ServerMessage failure(String code, String message) {
        return new ServerMessage.Failure(code, message, OptionalLong.empty());
    }
}
