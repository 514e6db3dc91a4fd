package dev.easel.server.versions;

import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.BulkContext;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.bulk.Transition;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.versions.VersionStore.Departure;
import dev.easel.server.versions.VersionStore.Left;
import dev.easel.server.versions.VersionStore.Switch;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * Turns the canvas into what another version holds, and makes that one active. On the way a version of kind auto is
 * active: what fails in the middle, a crash too, leaves the version before and the one after as they were. Used for one
 * project at a time.
 */
final class Activating {
    private final LiveProjects live;
    private final VersionStore store;
    private final Plans plans;
    private final Transitions transitions;
    private final VersionNews news;

    Activating(LiveProjects live, VersionStore store, Plans plans, Transitions transitions, VersionNews news) {
        this.live = live;
        this.store = store;
        this.plans = plans;
        this.transitions = transitions;
        this.news = news;
    }

    /** @param to a version that is not active */
    Future<Outcome> activate(UUID project, Version to, Author author, BulkContext context) {
        return plans.content(project, to.headSeq())
                .compose(plan -> transitions
                        .prepare(project, plan)
                        .compose(_ ->
                                VersionRefusal.orNotSaved(live.flush(project))) // a version is left where the rows are
                        .compose(_ ->
                                store.leave(project, new Departure(plan.epoch(), plan.seq(), to.id(), author.name())))
                        .compose(left -> transitions
                                .run(project, author, plan, context)
                                .compose(done -> store.activate(project, end(plan, left, to, done))
                                        .map(done))
                                .eventually(() -> news.tell(project))));
    }

    /** What others have edited until the first edit of the way is of the version that they had before them. */
    private static Switch end(Transition plan, Left left, Version to, Outcome done) {
        long head = done.edits().map(edits -> edits.first() - 1).orElse(left.head());
        return new Switch(plan.epoch(), left.from(), head, left.interim(), to.id());
    }
}
