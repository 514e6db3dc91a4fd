package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.ServerMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Takes edits from sockets and requests, and answers each. Where memory cannot tell whether the project has a number
 * already, the store is asked first, and the client's edits wait behind that. Confined to the room's loop.
 */
final class Intake {
    /** Edits of a session that may wait behind a look-up. */
    private static final int MOST_WAITING = 64;

    private final Room room;
    private final NumberQuestions questions;
    private final Entrance entrance;

    Intake(Room room, NumberQuestions questions, Entrance entrance) {
        this.room = room;
        this.questions = questions;
        this.entrance = entrance;
    }

    // ---- over a socket

    void edit(Session session, Edit edit) {
        if (isTooEarly(session)) {
            return;
        }
        if (session.waiting.size() == MOST_WAITING) {
            entrance.tryLater(session);
        } else if (!session.waiting.isEmpty()) {
            session.waiting.add(edit);
        } else if (!questions.numbers().knows(session.client(), edit.edit())) {
            session.waiting.add(edit);
            lookUp(session, edit);
        } else {
            answer(session, edit);
        }
    }

    /** An edit that the codec would not take. */
    void refuse(Session session, long edit, Refusal refusal) {
        if (session.phase == Session.Phase.CLOSED || isTooEarly(session)) {
            return;
        }
        session.came(edit);
        if (isToBeJudged(session, edit)) {
            session.answered(edit);
            refused(session, edit, refusal);
        }
    }

    void ping(Session session) {
        tell(session, new ServerMessage.Pong());
    }

    private boolean isTooEarly(Session session) {
        if (!session.wasReady) {
            entrance.turnOut(session, "an edit came before ready");
        }
        return !session.wasReady;
    }

    private void lookUp(Session session, Edit edit) {
        questions.ask(
                session.client(),
                room.ports().store().edits(room.id(), session.client(), List.of(edit.edit())),
                _ -> answerWaiting(session, edit),
                _ -> entrance.tryLater(session));
    }

    /** The first waiting edit is answered, and those behind it that need no look-up of their own. */
    private void answerWaiting(Session session, Edit lookedUp) {
        while (session.phase != Session.Phase.CLOSED && !session.waiting.isEmpty()) {
            Edit edit = session.waiting.peek();
            if (edit != lookedUp && !questions.numbers().knows(session.client(), edit.edit())) {
                lookUp(session, edit);
                return;
            }
            session.waiting.poll();
            answer(session, edit);
        }
    }

    private void answer(Session session, Edit edit) {
        session.came(edit.edit());
        if (!isHeld(session.client(), edit.edit()) && !isToBeJudged(session, edit.edit())) {
            return;
        }
        session.answered(edit.edit());
        switch (room.submit(session.client(), session.by(), edit, session)) {
            case Answer.Applied applied -> {
                if (applied.known()) {
                    tell(session, new ServerMessage.Applied(applied.edit(), applied.seq()));
                }
            }
            case Answer.Refused refused -> refused(session, refused.edit(), refused.refusal());
        }
    }

    private static void refused(Session session, long edit, Refusal refusal) {
        session.refused(edit);
        session.send(new ServerMessage.Refused(edit, refusal));
    }

    /** Between welcome and ready a session hears objects only (rule J6); the welcome lists what is applied. */
    private static void tell(Session session, ServerMessage answer) {
        if (session.phase == Session.Phase.LIVE) {
            session.send(answer);
        }
    }

    /** Whether the project holds the edit already, from wherever it came. */
    private boolean isHeld(UUID client, long edit) {
        return questions.numbers().seqOf(client, edit).isPresent();
    }

    /**
     * Whether an edit is to be judged now. One that cannot be answered now is dropped, and sent again by its author at ok or
     * ready; so is what follows it, for the order's sake. A copy of one that was refused is not judged again: its author has
     * been told, and may have sent the copy before hearing it.
     */
    private boolean isToBeJudged(Session session, long edit) {
        if (session.hasDropped() && isHeld(session.client(), session.dropped())) {
            session.came(session.dropped());
        }
        if (session.wasRefused(edit) || session.isOutOfTurn(edit)) {
            return false;
        }
        boolean isAnswerable = room.takesEdits() && session.phase == Session.Phase.LIVE;
        if (!isAnswerable) {
            session.drop(edit);
        }
        return isAnswerable;
    }

    // ---- over HTTP

    Future<List<Answer>> submit(UUID client, String by, List<Edit> edits) {
        EditNumbers numbers = questions.numbers();
        numbers.hold(client);
        List<Long> unknown = edits.stream()
                .map(Edit::edit)
                .filter(edit -> !numbers.knows(client, edit))
                .toList();
        Promise<List<Answer>> answered = Promise.promise();
        if (unknown.isEmpty()) {
            answerAll(client, by, edits, answered);
        } else {
            questions.ask(
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
                entrance.cameBeside(client, edit.edit());
            }
            answered.complete(answers);
        } finally {
            questions.numbers().release(client);
            answered.tryFail(new RoomUnavailable(RoomUnavailable.Reason.CLOSED, null));
        }
    }
}
