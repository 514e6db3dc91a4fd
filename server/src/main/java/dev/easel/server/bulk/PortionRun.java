package dev.easel.server.bulk;

import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import dev.easel.server.live.ProjectUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Submits the portions of one piece of bulk work in order, one edit each. Confined to the context of its caller. */
final class PortionRun {
    /** How often one portion is submitted again while the project takes no edits. */
    static final int RETRIES = 60;

    /** The pause before a portion is submitted again, in milliseconds. */
    static final long PAUSE_MS = 250;

    private final BulkSeat seat;
    private final BulkWork work;
    private final BulkContext context;
    private int done;
    private Position last = new Position(0, 0);

    PortionRun(BulkSeat seat, BulkWork work, BulkContext context) {
        this.seat = seat;
        this.work = work;
        this.context = context;
    }

    /** Where the last edit is applied; seq 0 when none was needed. */
    Future<Position> run() {
        Promise<Position> end = Promise.promise();
        next(end);
        return end.future();
    }

    /** Each is asked for when the one before is done: composed, their futures would fill the stack when they end. */
    private void next(Promise<Position> end) {
        if (done == work.portions()) {
            end.complete(last);
            return;
        }
        submit(done, RETRIES).map(this::taken).onComplete(_ -> next(end), end::fail);
    }

    private Position taken(Answers answers) {
        for (Answer answer : answers.list()) {
            switch (answer) {
                case Answer.Applied applied -> last = new Position(last.epoch(), applied.seq());
                case Answer.Refused refused -> {
                    String why = work.soFar(done) + ": " + refused.refusal().message();
                    throw new BulkFailure(BulkFailure.Reason.REFUSED, why, null);
                }
            }
        }
        done++;
        return last;
    }

    /**
     * Why the work has ended: as {@code failure} says, or for an edit that the database refuses, and would refuse each
     * time.
     */
    Future<Throwable> reason(Throwable failure) {
        return seat.unstorable()
                .map(edit -> edit.isPresent()
                        ? new BulkFailure(
                                BulkFailure.Reason.REFUSED, work.unstorable(Math.toIntExact(edit.getAsLong())), null)
                        : failure);
    }

    private Future<Answers> submit(int portion, int retries) {
        return Future.succeededFuture(work.soFar(done))
                .compose(context::check)
                .compose(_ -> work.submit(seat, portion))
                .map(this::checked)
                .recover(failure -> isStopped(failure) && retries > 0
                        ? context.pause(PAUSE_MS).compose(_ -> submit(portion, retries - 1))
                        : Future.failedFuture(explained(failure)));
    }

    /** Whether the journal takes no more for now. That ends with the next commits, if the database answers. */
    private static boolean isStopped(Throwable failure) {
        return failure instanceof ProjectUnavailable unavailable
                && unavailable.reason() == ProjectUnavailable.Reason.STOPPED;
    }

    private Answers checked(Answers answers) {
        if (done > 0 && answers.epoch() != last.epoch()) {
            throw new BulkFailure(
                    BulkFailure.Reason.RELOADED, "the project was loaded again meanwhile; " + work.again(), null);
        }
        last = new Position(answers.epoch(), last.seq());
        return answers;
    }

    private Throwable explained(Throwable failure) {
        boolean explainsItself = failure instanceof BulkFailure || (done == 0 && failure instanceof ProjectUnavailable);
        return explainsItself ? failure : new BulkFailure(BulkFailure.Reason.INTERRUPTED, work.soFar(done), failure);
    }

    /** A seq means something only in its epoch. */
    record Position(long epoch, long seq) {}
}
