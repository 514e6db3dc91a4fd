package dev.easel.server.versions;

import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.bulk.Pause;
import dev.easel.server.bulk.Transition;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.versions.VersionStore.Departure;
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
    Future<Outcome> activate(UUID project, Version to, Author author, Pause pause) {
        return plans.content(project, to.headSeq())
                .compose(plan -> transitions
                        .prepare(project, plan)
                        .compose(_ -> saved(project)) // a version ends where the rows are, or before
                        .compose(_ -> news.active(project))
                        .compose(from -> plan.isEmpty()
                                ? arrive(project, new Switch(plan.epoch(), from, plan.seq(), to.id(), false))
                                        .map(Outcome.nothing(plan))
                                : travel(project, from, to, plan, author, pause)));
    }

    private Future<Outcome> travel(UUID project, UUID from, Version to, Transition plan, Author author, Pause pause) {
        return store.leave(project, new Departure(plan.epoch(), from, plan.seq(), author.name()))
                .compose(interim -> transitions
                        .run(project, author, plan, pause)
                        .compose(outcome -> saved(project)
                                .compose(_ ->
                                        arrive(project, new Switch(plan.epoch(), interim, plan.seq(), to.id(), true)))
                                .map(outcome)));
    }

    private Future<Boolean> saved(UUID project) {
        return VersionRefusal.orNotSaved(live.flush(project));
    }

    private Future<Void> arrive(UUID project, Switch to) {
        return store.activate(project, to).compose(_ -> news.tell(project));
    }
}
