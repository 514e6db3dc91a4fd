package dev.easel.server.versions;

import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.BulkContext;
import dev.easel.server.bulk.BulkTransition;
import dev.easel.server.bulk.Durability;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.bulk.Transition;
import io.vertx.core.Future;
import java.util.UUID;

/** Transitions of live projects, in their steps. May be used from any thread. */
final class Transitions {
    private final BulkTransition bulk;
    private final Durability durability;
    private final VersionStore store;

    Transitions(BulkTransition bulk, Durability durability, VersionStore store) {
        this.bulk = bulk;
        this.durability = durability;
        this.store = store;
    }

    /** Refuses what cannot be done before anything is changed, and waits until what it begins with is durable. */
    Future<Void> prepare(UUID project, Transition plan) {
        return bulk.check(project, plan)
                .compose(_ -> durability.reach(project, plan.epoch(), plan.seq()))
                .mapEmpty();
    }

    /** Does what was prepared. */
    Future<Outcome> run(UUID project, Author author, Transition plan, BulkContext context) {
        return bulk.run(project, author, plan, context);
    }

    /**
     * All of it; before anything is changed, the present is noted by an auto version, so that there is a way back
     * however it ends.
     */
    Future<Outcome> runNoted(UUID project, Author author, Transition plan, BulkContext context) {
        return plan.isEmpty()
                ? Future.succeededFuture(Outcome.nothing(plan))
                : prepare(project, plan)
                        .compose(_ -> store.mark(project, plan.epoch(), plan.seq(), author.name()))
                        .compose(_ -> run(project, author, plan, context));
    }
}
