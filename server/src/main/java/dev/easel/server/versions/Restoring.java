package dev.easel.server.versions;

import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.BulkContext;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Brings the canvas, or objects of it, back to what they were. May be used from any thread. */
public final class Restoring {
    private final LiveProjects live;
    private final VersionStore store;
    private final Plans plans;
    private final Transitions transitions;
    private final ProjectTurns turns;

    Restoring(LiveProjects live, VersionStore store, Plans plans, Transitions transitions, ProjectTurns turns) {
        this.live = live;
        this.store = store;
        this.plans = plans;
        this.transitions = transitions;
        this.turns = turns;
    }

    /**
     * Objects that were not there are deleted. Where the canvas is as it was, nothing is done.
     *
     * @param moment of the active version it is the present, whatever that is
     * @param ids the objects; empty for the whole canvas
     */
    public Future<Outcome> restore(
            UUID project, Moment moment, Optional<Set<String>> ids, Author author, BulkContext context) {
        return turns.runWhole(project, () -> switch (moment) {
            case Moment.AtSeq(long seq) -> restore(project, seq, ids, author, context);
            case Moment.OfVersion(UUID version) ->
                store.find(project, version)
                        .compose(it -> it.isActive()
                                ? live.objects(project).map(now -> Outcome.nothing(now.seq()))
                                : restore(project, it.headSeq(), ids, author, context));
        });
    }

    private Future<Outcome> restore(
            UUID project, long seq, Optional<Set<String>> ids, Author author, BulkContext context) {
        return ids.map(some -> plans.content(project, seq, some))
                .orElseGet(() -> plans.content(project, seq))
                .compose(plan -> transitions.runNoted(project, author, plan, context));
    }

    /** When it was. */
    public sealed interface Moment {
        record AtSeq(long seq) implements Moment {}

        record OfVersion(UUID version) implements Moment {}
    }
}
