package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.RefusalCode;
import dev.easel.protocol.ServerMessage.Applied;
import dev.easel.protocol.ServerMessage.Refused;
import dev.easel.server.audience.Session;
import dev.easel.server.audience.SessionEdits;
import dev.easel.server.idempotence.EditLookup;
import dev.easel.server.idempotence.EditNumbers;
import dev.easel.server.idempotence.Whose;
import dev.easel.server.loop.Loop;
import java.util.List;

/**
 * Takes edits from sockets and answers each. Where memory cannot tell whether the project has a number already, the
 * store is asked first, and the session's edits wait behind that. Confined to the room's loop.
 */
final class Intake {
    private static final Refusal VIEWER =
            new Refusal(RefusalCode.FORBIDDEN, "you may view this board, and not change it");

    private final RoomPorts ports;
    private final Room room;
    private final Attendance attendance;
    private final Broadcast broadcast;
    private final BesideSocket beside;
    private final EditNumbers numbers;
    private final EditLookup lookup;

    Intake(RoomPorts ports, Loop loop, Room room, Attendance attendance, Broadcast broadcast, BesideSocket beside) {
        this.ports = ports;
        this.room = room;
        this.attendance = attendance;
        this.broadcast = broadcast;
        this.beside = beside;
        this.numbers = room.numbers();
        this.lookup = new EditLookup(numbers, loop::execute);
    }

    void edit(Session session, Edit edit) {
        if (isTooEarly(session)) {
            return;
        }
        SessionEdits edits = session.edits();
        if (edits.isWaitingFull()) {
            attendance.closeForRetry(session, "too many edits wait for the database; send them again");
        } else if (edits.areWaiting()) {
            edits.await(edit);
        } else if (!numbers.knows(session.client(), edit.edit())) {
            edits.await(edit);
            lookUp(session, edit);
        } else {
            answer(session, edit);
        }
    }

    /** An edit that the codec does not accept. */
    void refuse(Session session, long edit, Refusal refusal) {
        if (session.isClosed() || isTooEarly(session)) {
            return;
        }
        session.edits().came(edit);
        if (!session.edits().wasRefused(edit) && admits(session, edit)) {
            session.edits().answered(edit);
            refused(session, edit, room.refused(refusal).refusal());
        }
    }

    private boolean isTooEarly(Session session) {
        if (!session.wasLive()) {
            attendance.closeMalformed(session, "an edit came before ready");
        }
        return !session.wasLive();
    }

    private void lookUp(Session session, Edit edit) {
        lookup.ask(
                session.client(),
                ports.store().edits(room.id(), session.client(), List.of(edit.edit())),
                _ -> answerWaiting(session, edit),
                _ -> attendance.closeUnanswered(session));
    }

    /** The first waiting edit is answered, and those behind it that need no look-up of their own. */
    private void answerWaiting(Session session, Edit lookedUp) {
        while (!session.isClosed() && session.edits().areWaiting()) {
            Edit edit = session.edits().firstWaiting();
            if (edit != lookedUp && !numbers.knows(session.client(), edit.edit())) {
                lookUp(session, edit);
                return;
            }
            session.edits().removeFirstWaiting();
            answer(session, edit);
        }
    }

    private void answer(Session session, Edit edit) {
        long number = edit.edit();
        session.edits().came(number);
        Whose whose = room.whose(session.client(), session.principal().user(), edit);
        if (!(whose instanceof Whose.Senders) && (isCopy(session, edit, whose) || !admits(session, number))) {
            return;
        }
        session.edits().answered(number);
        if (!(whose instanceof Whose.Senders) && !session.principal().mayEdit()) {
            refused(session, number, VIEWER);
            return;
        }
        long rewritten = room.canvas().rewrites(edit.changes());
        if (rewritten > 0) {
            session.connection().rewrote(rewritten);
        }
        switch (room.submit(Author.of(session), edit)) {
            case Room.Known known -> session.answer(new Applied(number, known.seq()));
            case Room.Refused refused -> refused(session, number, refused.refusal());
            case Room.Accepted accepted -> {
                broadcast.publish(accepted, session.authorId(), session);
                beside.changed(session.client());
            }
        }
    }

    private static void refused(Session session, long edit, Refusal refusal) {
        session.edits().refused(edit);
        session.send(new Refused(edit, refusal));
    }

    /**
     * Whether this is a copy of an edit that was refused (rule E12): its author has been told, and may have sent the
     * copy before hearing it. An edit without effect is none: it uses the number up (rule E16).
     */
    private boolean isCopy(Session session, Edit edit, Whose whose) {
        if (!session.edits().wasRefused(edit.edit())) {
            return false;
        }
        return !(whose instanceof Whose.Nobodys && room.canvas().isWithoutEffect(edit.changes()));
    }

    /**
     * Whether an edit is judged now; takes note of what is not. An edit that cannot be answered now is dropped, and its
     * author sends it again at ok or ready; so is what follows it, for the order's sake.
     */
    private boolean admits(Session session, long edit) {
        SessionEdits edits = session.edits();
        if (edits.isOutOfTurn(edit)) {
            return false;
        }
        boolean isAnswerable = room.takesEdits() && session.isLive();
        if (!isAnswerable) {
            edits.drop(edit);
        }
        return isAnswerable;
    }
}
