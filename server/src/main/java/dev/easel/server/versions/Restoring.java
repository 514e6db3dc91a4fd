package dev.easel.server.versions;

import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.bulk.Pause;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Brings the canvas, or objects of it, back to what they were. May be used from any thread. */
public final class Restoring {
    private final VersionStore store;
    private final Plans plans;
    private final Transitions transitions;
    private final ProjectTurns turns;

    Restoring(VersionStore store, Plans plans, Transitions transitions, ProjectTurns turns) {
        this.store = store;
        this.plans = plans;
        this.transitions = transitions;
        this.turns = turns;
    }

    /**
     * Objects that were not there are deleted. Where the canvas is as it was, nothing is done.
     *
     * @param ids the objects; empty for the whole canvas
     */
    public Future<Outcome> restore(UUID project, Moment moment, Optional<Set<String>> ids, Author author, Pause pause) {
        return turns.run(
                project,
                () -> seq(project, moment)
                        .compose(seq ->
                                ids.isPresent() ? plans.content(project, seq, ids.get()) : plans.content(project, seq))
                        .compose(plan -> transitions.runNoted(project, author, plan, pause)));
    }

    private Future<Long> seq(UUID project, Moment moment) {
        return switch (moment) {
            case Moment.AtSeq(long seq) -> Future.succeededFuture(seq);
            case Moment.OfVersion(UUID version) -> store.find(project, version).map(Version::headSeq);
        };
    }

    /** When it was. */
    public sealed interface Moment {
        record AtSeq(long seq) implements Moment {}

        record OfVersion(UUID version) implements Moment {}
    }
}
