package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerMessage;
import dev.easel.server.audience.Audience;
import dev.easel.server.audience.Presences;
import dev.easel.server.audience.Session;
import dev.easel.server.idempotence.AuthorId;
import dev.easel.server.idempotence.EditNumbers;
import dev.easel.server.live.Connection;
import dev.easel.server.live.Principal;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Journal;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Who enters a room and who leaves it, by their own will or not. While a session is here its client's edit numbers are
 * held. Confined to the room's loop.
 */
final class Attendance {
    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);

    private final RoomPorts ports;
    private final UUID project;
    private final EditNumbers numbers;
    private final Audience audience;
    private final Presences presences;
    private final BesideSocket beside;
    private final Watcher watcher;

    Attendance(RoomPorts ports, Loop loop, Room room, Audience audience, BesideSocket beside, Watcher watcher) {
        this.ports = ports;
        this.project = room.id();
        this.numbers = room.numbers();
        this.audience = audience;
        this.presences = new Presences(audience, loop);
        this.beside = beside;
        this.watcher = watcher;
    }

    Audience audience() {
        return audience;
    }

    Presences presences() {
        return presences;
    }

    boolean isFull() {
        return audience.size() >= ports.settings().limits().sessions();
    }

    /** A new session; closed already when it may not enter. An older one of the same client is closed (rule J5). */
    Session enter(Principal principal, Connection connection, Hello hello) {
        UUID authorId = AuthorId.of(project, hello.client());
        Session session = new Session(ports.sessionIds().get(), authorId, principal, connection, hello);
        Session other = audience.of(hello.client());
        if (other != null && other.hello().attempt() > hello.attempt()) {
            return turnedAway(session, "superseded", "a newer connection of this client is open", CloseCode.SUPERSEDED);
        }
        if (other != null) {
            close(other, failure("superseded", "this client connected again"), CloseCode.SUPERSEDED);
        }
        if (isFull()) {
            return turnedAway(session, "full", "the project has as many sessions as it can have", CloseCode.TRY_LATER);
        }
        audience.add(session);
        ports.metrics().sessionJoined();
        numbers.hold(session.client());
        watcher.entered(session);
        told(LOG.atDebug(), session).log("A session has begun");
        return session;
    }

    private static Session turnedAway(Session session, String code, String message, CloseCode closeCode) {
        session.close(failure(code, message), closeCode);
        session.end();
        return session;
    }

    /** The session's socket is gone. */
    void leave(Session session) {
        if (!audience.remove(session)) {
            return;
        }
        watcher.left(session);
        boolean wasWelcomed = session.isWelcomed();
        session.end();
        ports.metrics().sessionLeft();
        numbers.release(session.client());
        beside.changed(session.client());
        if (wasWelcomed) {
            presences.gone(session);
        } else {
            presences.left();
        }
        if (audience.isEmpty()) {
            watcher.emptied();
        }
    }

    /** Closes a socket that does not keep to the protocol. */
    void closeMalformed(Session session, String why) {
        close(session, failure("malformed", why), CloseCode.MALFORMED);
    }

    /** Closes a socket whose client should come again. */
    void closeForRetry(Session session, String why) {
        close(session, failure("unavailable", why), CloseCode.TRY_LATER);
    }

    /** Closes a socket for which the store was asked in vain. */
    void closeUnanswered(Session session) {
        closeForRetry(session, "the database did not answer; try again");
    }

    /**
     * The client's edit cannot be stored: its socket is closed with the number, so that the client sets it aside. What
     * came over HTTP may be another's, who used its number; it is told when it sends it again.
     */
    void closeUnstorable(Journal.Entry entry) {
        Session session = audience.of(entry.event().client());
        if (session != null && entry.origin().isOverSocket()) {
            OptionalLong edit = OptionalLong.of(entry.event().edit());
            told(LOG.atWarn(), session)
                    .addKeyValue(Field.EDIT, edit.getAsLong())
                    .log("A session is closed: the database does not take its edit");
            close(
                    session,
                    new ServerMessage.Failure("unstorable", "the database does not take this edit", edit),
                    CloseCode.MALFORMED);
        }
    }

    private LoggingEventBuilder told(LoggingEventBuilder line, Session session) {
        return line.addKeyValue(Field.PROJECT, project)
                .addKeyValue(Field.SESSION, session.id())
                .addKeyValue(Field.TRACE, session.principal().trace());
    }

    void closeAll(ServerMessage last, CloseCode code) {
        audience.all().forEach(session -> close(session, last, code));
    }

    private void close(Session session, ServerMessage last, CloseCode code) {
        session.close(last, code);
        leave(session);
    }

    /** Is told whether anybody is here. */
    interface Watcher {
        void entered(Session session);

        void left(Session session);

        /** The last session has left. */
        void emptied();
    }

    private static ServerMessage failure(String code, String message) {
        return new ServerMessage.Failure(code, message, OptionalLong.empty());
    }
}
