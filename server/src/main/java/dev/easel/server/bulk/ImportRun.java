package dev.easel.server.bulk;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import dev.easel.server.live.ProjectUnavailable;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** One import: puts elements portion by portion, one edit each. Confined to the context of its caller. */
final class ImportRun {
    /** How often one portion is submitted again while the project takes no edits. */
    static final int RETRIES = 60;

    /** The pause before a portion is submitted again, in milliseconds. */
    static final long PAUSE_MS = 250;

    private final BulkSeat seat;
    private final UUID client;
    private final List<List<Element>> portions;
    private final int all;
    private final Pause pause;
    private int put;
    private Position last = new Position(0, 0);

    /** @param client makes the edits, and also names the group that they are undone as */
    ImportRun(BulkSeat seat, UUID client, ImportPlan plan, Pause pause) {
        this.seat = seat;
        this.client = client;
        this.portions = plan.portions();
        this.all = plan.count();
        this.pause = pause;
    }

    /** Where the last edit is applied. */
    Future<Position> run() {
        return from(0);
    }

    private Future<Position> from(int portion) {
        if (portion == portions.size()) {
            return Future.succeededFuture(last);
        }
        return submit(edit(portion), RETRIES).compose(answer -> switch (answer) {
            case Answer.Applied applied -> {
                last = new Position(last.epoch(), applied.seq());
                put += portions.get(portion).size();
                yield from(portion + 1);
            }
            case Answer.Refused refused -> {
                String why = soFar() + ": " + refused.refusal().message();
                yield Future.failedFuture(new BulkFailure(BulkFailure.Reason.REFUSED, why, null));
            }
        });
    }

    /**
     * Why the import has ended: as {@code failure} says, or for an edit that the database refuses, and would refuse
     * each time.
     */
    Future<Throwable> reason(Throwable failure) {
        return seat.unstorable().map(edit -> edit.isPresent() ? unstorable((int) edit.getAsLong()) : failure);
    }

    private BulkFailure unstorable(int portion) {
        List<Element> refused = portions.get(portion);
        return new BulkFailure(
                BulkFailure.Reason.REFUSED,
                "the database does not take one of the objects from "
                        + refused.getFirst().id() + " to " + refused.getLast().id()
                        + "; those before them are put and stay, the others are not put",
                null);
    }

    private Edit edit(int portion) {
        List<Change> puts = portions.get(portion).stream()
                .map(element -> (Change) new Change.Put(element.id(), element.props()))
                .collect(Collectors.toUnmodifiableList());
        return new Edit(portion, Optional.of(client.toString()), puts);
    }

    private Future<Answer> submit(Edit edit, int retries) {
        return seat.submit(List.of(edit))
                .map(this::checked)
                .recover(failure -> isStopped(failure) && retries > 0
                        ? pause.of(PAUSE_MS).compose(_ -> submit(edit, retries - 1))
                        : Future.failedFuture(explained(failure)));
    }

    /** Whether the journal takes no more for now. That ends with the next commits, if the database answers. */
    private static boolean isStopped(Throwable failure) {
        return failure instanceof ProjectUnavailable unavailable
                && unavailable.reason() == ProjectUnavailable.Reason.STOPPED;
    }

    private Answer checked(Answers answers) {
        if (put > 0 && answers.epoch() != last.epoch()) {
            throw new BulkFailure(
                    BulkFailure.Reason.RELOADED,
                    "the project was loaded again meanwhile; import the board again",
                    null);
        }
        last = new Position(answers.epoch(), last.seq());
        return answers.list().getFirst();
    }

    private Throwable explained(Throwable failure) {
        boolean explainsItself = failure instanceof BulkFailure || (put == 0 && failure instanceof ProjectUnavailable);
        return explainsItself ? failure : new BulkFailure(BulkFailure.Reason.INTERRUPTED, soFar(), failure);
    }

    private String soFar() {
        return put + " of " + all + " objects were put and stay; import the board again to put the others";
    }

    /** A seq means something only in its epoch. */
    record Position(long epoch, long seq) {}
}
