package dev.easel.server.http;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.server.http.Board.Element;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import dev.easel.server.live.ProjectUnavailable;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts the elements of one board into a project, portion by portion. Confined to the event loop of its request. */
final class BoardEdits {
    /** How often one portion is offered again after the room would take no edits. */
    private static final int TRIES = 60;

    private final BulkSeat seat;
    private final Durability durability;
    private final UUID project;
    /** New for each import, so that its edit numbers are its own; also names the group. */
    private final UUID client;

    private final List<List<Element>> portions;
    private int put;
    private long epoch;
    private long seq;

    BoardEdits(BulkSeat seat, Durability durability, UUID project, UUID client, Board board) {
        this.seat = seat;
        this.durability = durability;
        this.project = project;
        this.client = client;
        this.portions = Portions.cut(
                board.elements(),
                _ -> 1,
                element -> element.id().length() + element.props().length());
    }

    /** The seq of the last edit, once all are durable; 0 where there was nothing to put. */
    Future<Long> apply() {
        return from(0);
    }

    private Future<Long> from(int portion) {
        if (portion == portions.size()) {
            return seq == 0
                    ? Future.succeededFuture(seq)
                    : durability.reach(project, epoch, seq).map(seq);
        }
        return offer(edit(portion), TRIES).compose(answer -> switch (answer) {
            case Answer.Applied applied -> {
                seq = applied.seq();
                put += portions.get(portion).size();
                yield from(portion + 1);
            }
            case Answer.Refused refused ->
                Future.failedFuture(
                        Problem.unprocessable(soFar() + ": " + refused.refusal().message()));
        });
    }

    private Edit edit(int portion) {
        List<Change> puts = portions.get(portion).stream()
                .map(element -> (Change) new Change.Put(element.id(), element.props()))
                .collect(Collectors.toUnmodifiableList());
        return new Edit(portion, Optional.of(client.toString()), puts);
    }

    /** While the journal takes no more, it is offered again and again: that ends with the next commits, or not soon. */
    private Future<Answer> offer(Edit edit, int tries) {
        return seat.submit(List.of(edit))
                .map(this::answer)
                .recover(failure -> {
                    boolean stopped = failure instanceof ProjectUnavailable room
                            && room.reason() == ProjectUnavailable.Reason.STOPPED;
                    return stopped && tries > 0
                            ? durability.moment().compose(_ -> offer(edit, tries - 1))
                            : Future.failedFuture(failure);
                })
                .recover(failure -> Future.failedFuture(halted(failure)));
    }

    /** In another life of the room, what was put in an earlier one may be gone. */
    private Answer answer(Answers answers) {
        if (put > 0 && answers.epoch() != epoch) {
            throw Problem.unavailable("the project was loaded anew meanwhile; import the board again", 1, null);
        }
        epoch = answers.epoch();
        return answers.list().getFirst();
    }

    private Throwable halted(Throwable failure) {
        boolean told = failure instanceof Problem || (put == 0 && failure instanceof ProjectUnavailable);
        return told ? failure : Problem.unavailable(soFar(), 5, failure);
    }

    private String soFar() {
        int all = portions.stream().mapToInt(List::size).sum();
        return put + " of " + all + " objects were put and stay; import the board again to put the others";
    }
}
