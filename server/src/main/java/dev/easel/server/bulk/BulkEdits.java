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
import java.util.function.Function;

/** Submits the edits of a client portion by portion. May be used from any thread. */
public final class BulkEdits {
    /** Before the first portion is answered. */
    private static final Answers NONE = new Answers(0, List.of());

    private final LiveProjects live;

    public BulkEdits(LiveProjects live) {
        this.live = live;
    }

    /** The answers to all edits, in order. Nothing is submitted after a portion that fails. */
    public Future<Answers> submit(UUID project, Principal principal, UUID client, List<Edit> edits) {
        Iterator<List<Edit>> portions =
                Portions.cut(edits, edit -> edit.changes().size(), Edit::bytes).iterator();
        return submit(portions, portion -> live.submit(project, principal, client, portion), NONE);
    }

    private static Future<Answers> submit(
            Iterator<List<Edit>> portions, Function<List<Edit>, Future<Answers>> submit, Answers before) {
        if (!portions.hasNext()) {
            return Future.succeededFuture(before);
        }
        return submit.apply(portions.next()).compose(answers -> submit(portions, submit, joined(before, answers)));
    }

    private static Answers joined(Answers before, Answers answers) {
        if (before != NONE && before.epoch() != answers.epoch()) {
            throw new BulkFailure(
                    BulkFailure.Reason.RELOADED,
                    "the project was loaded again meanwhile; send the same edits again",
                    null);
        }
        List<Answer> all = new ArrayList<>(before.list());
        all.addAll(answers.list());
        return new Answers(answers.epoch(), all);
    }
}
