package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.Refusal.OfNumber;
import dev.easel.protocol.RefusalCode;
import dev.easel.server.idempotence.AuthorId;
import dev.easel.server.idempotence.EditLookup;
import dev.easel.server.idempotence.EditNumbers;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes edits that come without a socket, many at a time, and answers them together. Where memory cannot tell whether
 * the project has a number already, the store is asked first. Numbers of a connected client are its socket's to give
 * ({@link BesideSocket}). Confined to the room's loop.
 */
final class RequestIntake {
    private static final Refusal CONNECTED = new Refusal(
            RefusalCode.CONFLICT,
            "this client is connected; its edits come over its socket",
            Optional.of(OfNumber.CONNECTED));

    private final RoomPorts ports;
    private final Room room;
    private final Broadcast broadcast;
    private final BesideSocket beside;
    private final EditNumbers numbers;
    private final EditLookup lookup;

    RequestIntake(RoomPorts ports, Loop loop, Room room, Broadcast broadcast, BesideSocket beside) {
        this.ports = ports;
        this.room = room;
        this.broadcast = broadcast;
        this.beside = beside;
        this.numbers = room.numbers();
        this.lookup = new EditLookup(numbers, loop);
    }

    /** Holds the numbers of a client that has sent nothing to this project before, until {@link #release}. */
    void holdNew(UUID client) {
        numbers.hold(client);
        numbers.knownFrom(client, 0);
    }

    void release(UUID client) {
        numbers.release(client);
    }

    Future<Answers> submit(UUID client, String by, List<Edit> edits) {
        numbers.hold(client);
        List<Long> unknown = edits.stream()
                .map(Edit::edit)
                .filter(edit -> !numbers.knows(client, edit))
                .toList();
        Promise<Answers> answered = Promise.promise();
        if (unknown.isEmpty()) {
            await(client, by, edits, answered);
        } else {
            lookup.ask(
                    client,
                    ports.store().edits(room.id(), client, unknown),
                    _ -> await(client, by, edits, answered),
                    failure -> {
                        numbers.release(client);
                        answered.fail(new ProjectUnavailable(Reason.NOT_LOADED, failure));
                    });
        }
        return answered.future();
    }

    private void await(UUID client, String by, List<Edit> edits, Promise<Answers> answered) {
        if (!beside.await(client, edits, () -> answer(client, by, edits, answered))) {
            numbers.release(client);
            answered.fail(new ProjectUnavailable(Reason.BESIDE, null));
        }
    }

    private void answer(UUID client, String by, List<Edit> edits, Promise<Answers> answered) {
        List<Answer> answers = new ArrayList<>();
        UUID authorId = AuthorId.of(room.id(), client);
        boolean isCutOff = false;
        try {
            for (Edit edit : edits) {
                if (!room.takesEdits()) {
                    answered.fail(new ProjectUnavailable(Reason.STOPPED, null));
                    return;
                }
                Room.Outcome outcome = submit(client, by, edit, isCutOff);
                isCutOff |= outcome instanceof Room.Refused(Refusal refusal) && refusal == CONNECTED;
                answers.add(answer(edit.edit(), authorId, outcome));
            }
            answered.complete(new Answers(room.epoch().epoch(), answers));
        } finally {
            numbers.release(client);
            answered.tryFail(new ProjectUnavailable(Reason.CLOSED, null));
        }
    }

    /** @param isCutOff whether an edit before this one is the socket's, so that nothing can be said of its changes */
    private Room.Outcome submit(UUID client, String by, Edit edit, boolean isCutOff) {
        if (!beside.isSockets(client, edit)) {
            return room.submit(client, by, edit, false);
        }
        return isCutOff ? room.refused(CONNECTED) : room.refuse(client, by, edit, CONNECTED);
    }

    private Answer answer(long edit, UUID authorId, Room.Outcome outcome) {
        return switch (outcome) {
            case Room.Known known -> new Answer.Applied(edit, known.seq());
            case Room.Refused refused -> new Answer.Refused(edit, refused.refusal());
            case Room.Accepted accepted -> {
                broadcast.publish(accepted, authorId, null);
                yield new Answer.Applied(edit, accepted.event().seq());
            }
        };
    }
}
