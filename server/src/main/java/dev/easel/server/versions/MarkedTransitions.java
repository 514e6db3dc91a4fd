package dev.easel.server.versions;

import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.BulkTransition;
import dev.easel.server.bulk.Durability;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.bulk.Pause;
import dev.easel.server.bulk.Transition;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Transitions before which the present is noted by an auto version, so that there is a way back however they end. May
 * be used from any thread.
 */
final class MarkedTransitions {
    private final BulkTransition transitions;
    private final Durability durability;
    private final VersionStore store;

    MarkedTransitions(BulkTransition transitions, Durability durability, VersionStore store) {
        this.transitions = transitions;
        this.durability = durability;
        this.store = store;
    }

    /** Without anything to change nothing is noted. What cannot be done is refused before anything is changed. */
    Future<Marked> run(UUID project, Author author, Transition plan, Pause pause) {
        if (plan.isEmpty()) {
            return Future.succeededFuture(new Marked(Outcome.nothing(plan), Optional.empty()));
        }
        return transitions
                .check(project, plan)
                .compose(_ -> durability.reach(project, plan.epoch(), plan.seq()))
                .compose(_ -> store.mark(project, plan.epoch(), plan.seq(), author.name()))
                .compose(mark ->
                        transitions.run(project, author, plan, pause).map(outcome -> new Marked(outcome, mark)));
    }

    /** @param mark the version that was made; empty where another one notes the same */
    record Marked(Outcome outcome, Optional<UUID> mark) {}
}
