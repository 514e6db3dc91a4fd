package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.Json;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.ServerMessage.AppliedEdit;
import dev.easel.protocol.ServerMessage.Peer;
import dev.easel.protocol.ServerMessage.Reason;
import dev.easel.server.canvas.Canvas;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Who comes into a room, and what they hear from hello to close: numbers looked up, welcome, objects, ready, answers.
 * Confined to the room's loop.
 */
final class Entrance {
    /** Unsettled edits a client may come back with; one that has more has lost count. */
    static final int MAX_UNSETTLED = 50_000;

    private final Room room;
    private final Sessions sessions;
    private final Presences presences;
    private final EditNumbers numbers;
    private final Canvas canvas;
    private final Map<Session, Sync> syncs = new HashMap<>();

    Entrance(Room room, Sessions sessions, Presences presences, EditNumbers numbers, Canvas canvas) {
        this.room = room;
        this.sessions = sessions;
        this.presences = presences;
        this.numbers = numbers;
        this.canvas = canvas;
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
        numbers.hold(session.client());
        lookUp(session, hello);
        return Future.succeededFuture(session);
    }

    private static Future<Session> turnedAway(Session session, String code, String message, CloseCode close) {
        session.phase = Session.Phase.CLOSED;
        session.connection().close(failure(code, message), close);
        return Future.succeededFuture(session);
    }

    private void lookUp(Session session, Hello hello) {
        if (numbers.knows(hello.client(), hello.pending())) {
            welcome(session, hello.resume().isPresent() ? Reason.HORIZON : Reason.FIRST);
            return;
        }
        ask(
                hello.client(),
                room.ports().store().editsFrom(room.id(), hello.client(), hello.pending(), MAX_UNSETTLED + 1),
                found -> {
                    if (session.phase == Session.Phase.CLOSED) {
                        return;
                    }
                    if (found.size() > MAX_UNSETTLED) {
                        turnOut(session, "over " + MAX_UNSETTLED + " edits from number " + hello.pending() + " on");
                        return;
                    }
                    numbers.knownFrom(hello.client(), hello.pending());
                    welcome(session, hello.resume().isPresent() ? Reason.HORIZON : Reason.FIRST);
                },
                _ -> tryLater(session));
    }

    private void welcome(Session session, Reason reason) {
        boolean newcomer = session.phase == Session.Phase.JOINING;
        session.phase = Session.Phase.SYNCING;
        session.missedPresence.clear();
        session.send(room.welcome(session, reason));
        Sync sync = new Sync(session, canvas, room.loop(), () -> {
            syncs.remove(session);
            room.ready(session);
            presences.live(session);
        });
        syncs.put(session, sync);
        if (newcomer) {
            presences.changed(session);
        }
        room.loop().execute(sync::step);
    }

    /** The session was too slow: no more events until it has drained, then it is brought up to date (rule R6). */
    void lag(Session session) {
        room.ports().metrics().lagged.increment();
        session.phase = Session.Phase.LAGGED;
        session.connection()
                .whenDrained(() -> room.loop().execute(() -> {
                    if (session.phase == Session.Phase.LAGGED) {
                        welcome(session, Reason.LAGGED);
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

    // ---- being there

    void edit(Session session, Edit edit) {
        if (isTooEarly(session)) {
            turnOut(session, "an edit came before ready");
            return;
        }
        if (!session.waiting.isEmpty()) {
            session.waiting.add(edit);
        } else if (!numbers.knows(session.client(), edit.edit())) {
            session.waiting.add(edit);
            lookUp(session, edit);
        } else {
            answer(session, edit);
        }
    }

    private void lookUp(Session session, Edit edit) {
        ask(
                session.client(),
                room.ports().store().edits(room.id(), session.client(), List.of(edit.edit())),
                _ -> answerWaiting(session, edit),
                _ -> tryLater(session));
    }

    /** The first waiting edit is answered, and those behind it that need no look-up of their own. */
    private void answerWaiting(Session session, Edit lookedUp) {
        while (session.phase != Session.Phase.CLOSED && !session.waiting.isEmpty()) {
            Edit edit = session.waiting.peek();
            if (edit != lookedUp && !numbers.knows(session.client(), edit.edit())) {
                lookUp(session, edit);
                return;
            }
            session.waiting.poll();
            answer(session, edit);
        }
    }

    private void answer(Session session, Edit edit) {
        if (!room.takesEdits()) {
            return;
        }
        session.answered(edit.edit());
        switch (room.submit(session.client(), session.by(), edit, session)) {
            case Answer.Applied applied -> {
                if (applied.known()) {
                    tell(session, new ServerMessage.Applied(applied.edit(), applied.seq()));
                }
            }
            case Answer.Refused refused -> tell(session, new ServerMessage.Refused(refused.edit(), refused.refusal()));
        }
    }

    /** A session that is being brought up to date hears objects only; after ready it asks about its edits again. */
    private static void tell(Session session, ServerMessage answer) {
        if (session.phase == Session.Phase.LIVE) {
            session.send(answer);
        }
    }

    void refuse(Session session, long edit, Refusal refusal) {
        if (session.phase == Session.Phase.CLOSED) {
            return;
        }
        if (isTooEarly(session)) {
            turnOut(session, "an edit came before ready");
            return;
        }
        session.answered(edit);
        tell(session, new ServerMessage.Refused(edit, refusal));
    }

    void presence(Session session, Json state) {
        session.state = state;
        if (session.phase != Session.Phase.JOINING) {
            presences.changed(session);
        }
    }

    private static boolean isTooEarly(Session session) {
        return !session.wasReady;
    }

    // ---- edits over HTTP

    Future<List<Answer>> submit(UUID client, String by, List<Edit> edits) {
        numbers.hold(client);
        List<Long> unknown = edits.stream()
                .map(Edit::edit)
                .filter(edit -> !numbers.knows(client, edit))
                .toList();
        Promise<List<Answer>> answered = Promise.promise();
        if (unknown.isEmpty()) {
            answerAll(client, by, edits, answered);
        } else {
            ask(
                    client,
                    room.ports().store().edits(room.id(), client, unknown),
                    _ -> answerAll(client, by, edits, answered),
                    cause -> {
                        numbers.release(client);
                        answered.fail(new RoomUnavailable(RoomUnavailable.Reason.NOT_LOADED, cause));
                    });
        }
        return answered.future();
    }

    private void answerAll(UUID client, String by, List<Edit> edits, Promise<List<Answer>> answered) {
        List<Answer> answers = new ArrayList<>();
        try {
            for (Edit edit : edits) {
                if (!room.takesEdits()) {
                    answered.fail(new RoomUnavailable(RoomUnavailable.Reason.STOPPED, null));
                    return;
                }
                answers.add(room.submit(client, by, edit, null));
            }
            answered.complete(answers);
        } finally {
            numbers.release(client);
            answered.tryFail(new RoomUnavailable(RoomUnavailable.Reason.CLOSED, null));
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
        numbers.release(session.client());
        if (welcomed) {
            presences.gone(session);
        }
        return true;
    }

    /** Closes a socket that does not keep to the protocol. */
    void turnOut(Session session, String why) {
        close(session, failure("malformed", why), CloseCode.MALFORMED);
    }

    void close(ServerMessage last, CloseCode code) {
        sessions.all().forEach(session -> close(session, last, code));
        presences.stop();
    }

    private void tryLater(Session session) {
        close(session, failure("unavailable", "the database did not answer; try again"), CloseCode.TRY_LATER);
    }

    private void close(Session session, ServerMessage last, CloseCode code) {
        session.connection().close(last, code);
        room.leave(session);
    }

    private static ServerMessage failure(String code, String message) {
        return new ServerMessage.Failure(code, message, OptionalLong.empty());
    }

    /** Asks the store about a client's numbers; nothing of the client is forgotten meanwhile. */
    private void ask(
            UUID client,
            Future<List<AppliedEdit>> question,
            Consumer<List<AppliedEdit>> found,
            Consumer<Throwable> failed) {
        numbers.ask(client);
        question.onComplete((stored, failure) -> room.loop().execute(() -> {
            numbers.learn(client, failure == null ? stored : List.of());
            if (failure == null) {
                found.accept(stored);
            } else {
                failed.accept(failure);
            }
        }));
    }
}
