package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ClientMessage.ResumeToken;
import dev.easel.protocol.ServerMessage.Reason;
import dev.easel.protocol.ServerMessage.Welcome;
import dev.easel.server.audience.Session;
import dev.easel.server.idempotence.EditLookup;
import dev.easel.server.live.Connection;
import dev.easel.server.live.Principal;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.ProjectStore.Missed;
import dev.easel.server.sync.Resumption;
import dev.easel.server.sync.SessionSync;
import dev.easel.server.sync.SharedPasses;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The way of a session from hello to live: what its client has sent and missed before is looked up, it is welcomed, its
 * copy is brought up to date. A session that was too slow goes the last two steps again. Confined to the room's loop.
 */
final class Joining {
    /** Unsettled edits a client may come back with; one that has more has lost count. */
    static final int MAX_UNSETTLED = 50_000;

    /** How long a session that was cut off from events may take to drain, in milliseconds (rule R6). */
    static final long DRAIN_WITHIN_MS = 120_000;

    private static final Missed NOTHING = new Missed(OptionalLong.empty(), List.of());

    private final RoomPorts ports;
    private final Loop loop;
    private final Room room;
    private final Attendance attendance;
    private final Broadcast broadcast;
    private final EditLookup lookup;
    private final SharedPasses shared;

    Joining(RoomPorts ports, Loop loop, Room room, Attendance attendance, Broadcast broadcast) {
        this.ports = ports;
        this.loop = loop;
        this.room = room;
        this.attendance = attendance;
        this.broadcast = broadcast;
        // hundreds may be answered at once, so that each gives way to what arrives
        this.lookup = new EditLookup(room.numbers(), answer -> loop.execute(() -> loop.giveWay(answer)));
        this.shared = new SharedPasses(room.canvas(), loop);
    }

    /** The session, at once; what follows is said over its connection. */
    Session join(Principal principal, Connection connection, Hello hello) {
        Session session = attendance.enter(principal, connection, hello);
        if (!session.isClosed()) {
            lookUp(session);
        }
        return session;
    }

    /** Which of its edits the project has, and what became of the copy it has: asked once for each hello. */
    private void lookUp(Session session) {
        Hello hello = session.hello();
        long missedUpTo = room.canvas().deletionsKnownFrom();
        Future<Missed> missed = hello.resume()
                .filter(this::asksJournal)
                .map(token -> ports.store().missed(room.id(), token.epoch(), token.seq(), missedUpTo))
                .orElse(Future.succeededFuture(NOTHING))
                .otherwise(Resumption.UNTOLD);
        boolean areEditsKnown = room.numbers().knowsFrom(hello.client(), hello.pending());
        if (areEditsKnown && missed.succeeded()) {
            welcome(session, missed.result(), missedUpTo);
            return;
        }
        Future<List<HeldEdit>> edits = areEditsKnown
                ? Future.succeededFuture(List.of())
                : ports.store().editsFrom(room.id(), hello.client(), hello.pending(), MAX_UNSETTLED + 1);
        lookup.ask(
                hello.client(),
                Future.join(edits, missed).compose(_ -> edits),
                found -> lookedUp(session, found.size(), missed.result(), missedUpTo),
                _ -> attendance.closeUnanswered(session));
    }

    private boolean asksJournal(ResumeToken token) {
        boolean isTooOld = room.seq() - token.seq() > Resumption.MOST_MISSED;
        return !isTooOld && room.epoch().asksJournal(token, room.canvas());
    }

    private void lookedUp(Session session, int unsettled, Missed missed, long missedUpTo) {
        if (session.isClosed()) {
            return;
        }
        Hello hello = session.hello();
        if (unsettled > MAX_UNSETTLED) {
            attendance.closeMalformed(
                    session, "over " + MAX_UNSETTLED + " edits from number " + hello.pending() + " on");
            return;
        }
        room.numbers().knownFrom(hello.client(), hello.pending());
        welcome(session, missed, missedUpTo);
    }

    private void welcome(Session session, Missed missed, long missedUpTo) {
        Hello hello = session.hello();
        Resumption start = hello.resume()
                .map(token -> Resumption.resumed(room.canvas(), token, room.epoch(), missed, missedUpTo))
                .map(delta -> hello.partial()
                        .map(it -> delta.goingOn(room.canvas(), it, room.epoch()))
                        .orElse(delta))
                .or(() -> hello.partial().flatMap(it -> Resumption.continued(room.canvas(), it, room.epoch())))
                .orElseGet(() -> Resumption.snapshot(room.canvas(), Reason.FIRST));
        sync(session, start);
        attendance.presences().changed(session);
    }

    /** The session was too slow: it is brought up to date once it has drained (rule R6). */
    void resync(Session session) {
        ports.metrics().sessionLagged();
        Loop.Timer deadline = loop.after(DRAIN_WITHIN_MS, () -> {
            if (session.isLagged()) {
                attendance.closeForRetry(session, "the socket did not take what it was sent; connect again");
            }
        });
        session.connection()
                .whenDrained(() -> loop.execute(() -> {
                    deadline.cancel();
                    if (session.isLagged()) {
                        sync(session, Resumption.lagged(room.canvas(), session.heldSeq()));
                    }
                }));
    }

    private void sync(Session session, Resumption start) {
        SessionSync sync = new SessionSync(session.connection(), session.takesDeflate(), shared, start, () -> {
            broadcast.include(session);
            attendance.presences().live(session);
        });
        session.sync(welcomeOf(session, start), sync);
    }

    private Welcome welcomeOf(Session session, Resumption start) {
        return new Welcome(
                session.id(),
                session.takesAuthor() ? Optional.of(session.authorId()) : Optional.empty(),
                attendance.audience().news(),
                session.principal().role(),
                room.epoch().epoch(),
                room.seq(),
                room.durable(),
                room.numbers().from(session.client(), session.hello().pending()),
                start.sync(),
                start.reason(),
                room.limits(),
                attendance.presences().peersOf(session),
                attendance.presences().hereWith(session));
    }

    /** The earliest seq after which a session that is being synced still needs to hear of deletions. */
    long oldestSync() {
        return attendance.audience().all().stream()
                .filter(Session::isSyncing)
                .mapToLong(session -> session.sync().upTo())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    void end() {
        shared.end();
    }
}
