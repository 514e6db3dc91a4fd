package dev.easel.server.room;

import dev.easel.protocol.Change;
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
import dev.easel.server.live.Proposal;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

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

    /**
     * Bytes of objects that a request makes the project write in one turn of the loop, at most one edit more: many
     * small patches of large objects go on in later turns, and others are served between them.
     */
    static final long TURN_BYTES = 2 << 20;

    private final RoomPorts ports;
    private final Loop loop;
    private final Room room;
    private final BooleanSupplier isOpen;
    private final Broadcast broadcast;
    private final BesideSocket beside;
    private final EditNumbers numbers;
    private final EditLookup lookup;
    private int bulk;

    /** @param isOpen whether the room's life lets it take edits */
    RequestIntake(
            RoomPorts ports, Loop loop, Room room, BooleanSupplier isOpen, Broadcast broadcast, BesideSocket beside) {
        this.ports = ports;
        this.loop = loop;
        this.room = room;
        this.isOpen = isOpen;
        this.broadcast = broadcast;
        this.beside = beside;
        this.numbers = room.numbers();
        this.lookup = new EditLookup(numbers, loop::execute);
    }

    /** Holds the numbers of a client that has sent nothing to this project before, until {@link #release}. */
    void holdNew(UUID client) {
        numbers.hold(client);
        numbers.knownFrom(client, 0);
        bulk++;
    }

    void release(UUID client) {
        bulk--;
        numbers.release(client);
    }

    /** Work in many portions is under way, and would end with the room. */
    boolean isBulkUnderWay() {
        return bulk > 0;
    }

    Future<Answers> submit(Author author, List<Edit> edits) {
        List<Long> wanted = edits.stream().map(Edit::edit).toList();
        return whenKnown(author.client(), wanted, answered -> await(author, edits, answered));
    }

    /** The changes are worked out and judged in one turn, unless the client has a socket as well. */
    Future<Answers> propose(Author author, long edit, Optional<String> group, Proposal proposal) {
        if (!room.takesEdits()) {
            return Future.failedFuture(takesNone());
        }
        return whenKnown(author.client(), List.of(edit), answered -> {
            List<Change> changes = proposal.changes(room.canvas()::object);
            List<Edit> edits = changes.isEmpty() ? List.of() : List.of(new Edit(edit, group, changes));
            await(author, edits, answered);
        });
    }

    /** Why no edits are taken: the room ends, or what is taken could not be saved now. */
    private ProjectUnavailable takesNone() {
        return new ProjectUnavailable(isOpen.getAsBoolean() ? Reason.STOPPED : Reason.CLOSED, null);
    }

    /** Memory can tell of each of these numbers whether the project has it, and holds all until they are judged. */
    private Future<Answers> whenKnown(UUID client, List<Long> wanted, Consumer<Promise<Answers>> judge) {
        numbers.holdAll(client); // until its last edit is judged, in whichever turn
        List<Long> unknown =
                wanted.stream().filter(edit -> !numbers.knows(client, edit)).toList();
        Promise<Answers> answered = Promise.promise();
        if (unknown.isEmpty()) {
            judge.accept(answered);
        } else {
            lookup.ask(
                    client, ports.store().edits(room.id(), client, unknown), _ -> judge.accept(answered), failure -> {
                        numbers.releaseAll(client);
                        answered.fail(new ProjectUnavailable(Reason.NOT_LOADED, failure));
                    });
        }
        return answered.future();
    }

    private void await(Author author, List<Edit> edits, Promise<Answers> answered) {
        if (!beside.await(author.client(), edits, () -> new Judging(author, edits, answered).turn())) {
            numbers.releaseAll(author.client());
            answered.fail(new ProjectUnavailable(Reason.BESIDE, null));
        }
    }

    /** Judges the edits of one request in order, in as many turns of the loop as it takes. */
    private final class Judging {
        private final Author author;
        private final Iterator<Edit> edits;
        private final Promise<Answers> answered;
        private final UUID authorId;
        private final List<Answer> answers = new ArrayList<>();
        private int judged;
        private boolean isCutOff;

        Judging(Author author, List<Edit> edits, Promise<Answers> answered) {
            this.author = author;
            this.edits = edits.iterator();
            this.answered = answered;
            this.authorId = AuthorId.of(room.id(), author.client());
        }

        void turn() {
            boolean goesOn = false;
            try {
                if (judge()) {
                    answered.complete(new Answers(room.epoch().epoch(), answers, judged));
                } else if (room.takesEdits()) {
                    loop.giveWay(this::turn);
                    goesOn = true;
                } else {
                    answered.fail(takesNone());
                }
            } finally {
                if (!goesOn) {
                    numbers.releaseAll(author.client());
                    answered.tryFail(new ProjectUnavailable(Reason.CLOSED, null));
                }
            }
        }

        /** Whether all edits are judged; otherwise this turn has done enough, or edits are not taken any more. */
        private boolean judge() {
            long written = 0;
            while (edits.hasNext() && written < TURN_BYTES && room.takesEdits()) {
                Edit edit = edits.next();
                written += edit.bytes() + room.canvas().rewrites(edit.changes());
                Room.Outcome outcome = submit(author, edit, isCutOff);
                isCutOff |= outcome instanceof Room.Refused(Refusal refusal) && refusal == CONNECTED;
                judged += outcome instanceof Room.Known ? 0 : 1;
                answers.add(answer(edit.edit(), authorId, outcome));
            }
            return !edits.hasNext();
        }
    }

    /** @param isCutOff whether an edit before this one is the socket's, so that nothing can be said of its changes */
    private Room.Outcome submit(Author author, Edit edit, boolean isCutOff) {
        if (!beside.isSockets(author.client(), edit)) {
            return room.submit(author, edit);
        }
        return isCutOff ? room.refused(CONNECTED) : room.refuse(author, edit, CONNECTED);
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
