package dev.easel.server.bulk;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** Submits the edits of a client portion by portion, no faster than its rate. May be used from any thread. */
public final class BulkEdits {
    private static final String AGAIN = "send the same edits again to have the others applied";

    private final LiveProjects live;
    private final long mostWaitMs;

    /** @param mostWaitMs how long one caller's edits may wait for its rate in all, in milliseconds */
    public BulkEdits(LiveProjects live, long mostWaitMs) {
        this.live = live;
        this.mostWaitMs = mostWaitMs;
    }

    /**
     * The answers to all edits, in order. Nothing is submitted after a portion that fails, nor once it may not go on.
     * Edits that the project holds already do not count for the rate: a caller whose time ran out sends all again, and
     * gets further.
     */
    public Future<Answers> submit(
            UUID project, Principal principal, UUID client, List<Edit> edits, EditRate rate, BulkContext context) {
        return new Run(project, principal, client, edits, rate, context).next();
    }

    /** Confined to the context of the caller. */
    private final class Run {
        private final UUID project;
        private final Principal principal;
        private final UUID client;
        private final Iterator<List<Edit>> portions;
        private final boolean isOnePortion;
        private final EditRate rate;
        private final BulkContext context;
        private final List<Answer> answers = new ArrayList<>();
        private long epoch;
        private int judged;
        private long waited;

        Run(UUID project, Principal principal, UUID client, List<Edit> edits, EditRate rate, BulkContext context) {
            this.project = project;
            this.principal = principal;
            this.client = client;
            List<List<Edit>> all = Portions.cut(edits, edit -> edit.changes().size(), Edit::bytes);
            this.portions = all.iterator();
            this.isOnePortion = all.size() == 1;
            this.rate = rate;
            this.context = context;
        }

        Future<Answers> next() {
            if (!portions.hasNext()) {
                return Future.succeededFuture(new Answers(epoch, answers, judged));
            }
            long debt = rate.take(0);
            waited += debt;
            if (waited > mostWaitMs) {
                return Future.failedFuture(new BulkFailure(
                        BulkFailure.Reason.TOO_FAST,
                        answers.size() + " edits are applied; more came than are taken in this time; " + AGAIN,
                        null));
            }
            return turn(debt)
                    .compose(_ -> live.submit(project, principal, client, portions.next()))
                    .compose(this::answered);
        }

        /** What is one portion and need not wait is submitted at once: nobody has taken anything away meanwhile. */
        private Future<Void> turn(long debt) {
            if (isOnePortion && debt == 0) {
                return Future.succeededFuture();
            }
            context.lasts();
            return (debt > 0 ? context.pause(debt) : Future.<Void>succeededFuture())
                    .compose(_ -> context.check(answers.size() + " edits are applied; " + AGAIN));
        }

        private Future<Answers> answered(Answers portion) {
            if (!answers.isEmpty() && epoch != portion.epoch()) {
                throw new BulkFailure(
                        BulkFailure.Reason.RELOADED,
                        "the project was loaded again meanwhile; send the same edits again",
                        null);
            }
            epoch = portion.epoch();
            answers.addAll(portion.list());
            judged += portion.judged();
            rate.take(portion.judged());
            return next();
        }
    }
}
