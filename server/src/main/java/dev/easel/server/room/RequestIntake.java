package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
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
import java.util.UUID;

/**
 * Takes edits that come without a socket, many at a time, and answers them together. Where memory cannot tell whether
 * the project has a number already, the store is asked first. Confined to the room's loop.
 */
final class RequestIntake {
    private final RoomPorts ports;
    private final Room room;
    private final Audience audience;
    private final Broadcast broadcast;
    private final EditNumbers numbers;
    private final EditLookup lookup;

    RequestIntake(RoomPorts ports, Loop loop, Room room, Audience audience, Broadcast broadcast) {
        this.ports = ports;
        this.room = room;
        this.audience = audience;
        this.broadcast = broadcast;
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
            answer(client, by, edits, answered);
        } else {
            lookup.ask(
                    client,
                    ports.store().edits(room.id(), client, unknown),
                    _ -> answer(client, by, edits, answered),
                    failure -> {
                        numbers.release(client);
                        answered.fail(new ProjectUnavailable(Reason.NOT_LOADED, failure));
                    });
        }
        return answered.future();
    }

    private void answer(UUID client, String by, List<Edit> edits, Promise<Answers> answered) {
        List<Answer> answers = new ArrayList<>();
        UUID authorId = AuthorId.of(room.id(), client);
        try {
            for (Edit edit : edits) {
                if (!room.takesEdits()) {
                    answered.fail(new ProjectUnavailable(Reason.STOPPED, null));
                    return;
                }
                answers.add(submit(client, authorId, by, edit));
                Session session = audience.of(client);
                if (session != null) {
                    session.edits().came(edit.edit());
                }
            }
            answered.complete(new Answers(room.epoch().epoch(), answers));
        } finally {
            numbers.release(client);
            answered.tryFail(new ProjectUnavailable(Reason.CLOSED, null));
        }
    }

    private Answer submit(UUID client, UUID authorId, String by, Edit edit) {
        long number = edit.edit();
        return switch (room.submit(client, by, edit, false)) {
            case Room.Known known -> new Answer.Applied(number, known.seq());
            case Room.Refused refused -> new Answer.Refused(number, refused.refusal());
            case Room.Accepted accepted -> {
                broadcast.publish(accepted, authorId, null);
                yield new Answer.Applied(number, accepted.event().seq());
            }
        };
    }
}
