package dev.easel.server.versions;

import dev.easel.protocol.Event;
import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.BulkContext;
import dev.easel.server.bulk.Durability;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.bulk.Skips;
import dev.easel.server.bulk.Transition;
import dev.easel.server.idempotence.AuthorId;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.versions.PastContents.Content;
import dev.easel.server.versions.VersionRefusal.Reason;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Takes back what one person has done in a time, and leaves alone what others have changed since. May be used from any
 * thread.
 */
public final class RollingBack {
    /** Events since the begin of the time: each is looked at. */
    static final long MOST_EVENTS = 200_000;

    /** The estimated heap of what is to be taken back. */
    static final long MOST_BYTES = 64 << 20;

    private final LiveProjects live;
    private final VersionPorts ports;
    private final Durability durability;
    private final Transitions transitions;
    private final ProjectTurns turns;

    RollingBack(
            LiveProjects live, VersionPorts ports, Durability durability, Transitions transitions, ProjectTurns turns) {
        this.live = live;
        this.ports = ports;
        this.durability = durability;
        this.transitions = transitions;
        this.turns = turns;
    }

    /** What was changed, and what was left alone and why. */
    public Future<Outcome> rollBack(UUID project, Whose whose, Span span, Author author, BulkContext context) {
        return turns.runWhole(
                project,
                () -> plan(project, whose, span)
                        .compose(plan -> transitions
                                .runNoted(project, author, plan.transition(), context)
                                .map(outcome -> with(plan.skipped(), outcome))));
    }

    /** What {@link #rollBack} would change now, and what it would leave alone. It fails where that would be refused. */
    public Future<Outcome> dryRun(UUID project, Whose whose, Span span) {
        return turns.runWhole(
                project,
                () -> plan(project, whose, span)
                        .compose(plan ->
                                transitions.prepare(project, plan.transition()).map(_ -> would(plan))));
    }

    private Future<Planned> plan(UUID project, Whose whose, Span span) {
        return begin(project, span.from())
                .compose(begin -> live.objects(project)
                        .compose(now -> durability
                                .reach(project, now.epoch(), now.seq())
                                .compose(_ -> plan(project, begin, now, chosen(project, whose, span)))));
    }

    /** The canvas before the first event of the time. */
    private Future<Content> begin(UUID project, Point from) {
        return switch (from) {
            case Point.AtSeq(long seq) -> ports.past().at(project, seq - 1);
            case Point.AtTime(long at) -> ports.past().atTime(project, at - 1);
        };
    }

    private Future<Planned> plan(UUID project, Content begin, LiveObjects now, Predicate<Event> isChosen) {
        if (now.seq() - begin.seq() > MOST_EVENTS) {
            return Future.failedFuture(new VersionRefusal(Reason.TOO_LONG_AGO));
        }
        RollBackPlan plan = new RollBackPlan(begin, isChosen, MOST_BYTES);
        return ports.scan()
                .scan(project, begin.seq(), now.seq(), plan::take)
                .compose(_ -> ports.worker().run(() -> new Planned(plan.transition(now.epoch()), plan.skipped())));
    }

    private static Predicate<Event> chosen(UUID project, Whose whose, Span span) {
        Predicate<Event> theirs = switch (whose) {
            case Whose.Named(String by) -> event -> event.by().equals(by);
            case Whose.WithId(UUID author) -> {
                Map<UUID, UUID> authors = new HashMap<>();
                yield event -> authors.computeIfAbsent(event.client(), client -> AuthorId.of(project, client))
                        .equals(author);
            }
        };
        return event -> span.from().isNotAfter(event) && span.to().isNotBefore(event) && theirs.test(event);
    }

    private static Outcome with(Skips planned, Outcome outcome) {
        return new Outcome(outcome.seq(), outcome.edits(), outcome.changed(), planned.and(outcome.skipped()));
    }

    private static Outcome would(Planned plan) {
        Transition transition = plan.transition();
        return new Outcome(
                transition.seq(), Optional.empty(), transition.targets().size(), plan.skipped());
    }

    /** Whose work it is. */
    public sealed interface Whose {
        /** All who have this name. */
        record Named(String by) implements Whose {}

        /** One client, by its author id. */
        record WithId(UUID author) implements Whose {}
    }

    /** From the first to the last event, both included. */
    public record Span(Point from, Point to) {}

    /** An event, by its seq or its time. */
    public sealed interface Point {
        boolean isNotAfter(Event event);

        boolean isNotBefore(Event event);

        /** @param seq 1 or more */
        record AtSeq(long seq) implements Point {
            @Override
            public boolean isNotAfter(Event event) {
                return seq <= event.seq();
            }

            @Override
            public boolean isNotBefore(Event event) {
                return seq >= event.seq();
            }
        }

        /** @param at in milliseconds since 1970 */
        record AtTime(long at) implements Point {
            @Override
            public boolean isNotAfter(Event event) {
                return at <= event.at();
            }

            @Override
            public boolean isNotBefore(Event event) {
                return at >= event.at();
            }
        }
    }

    private record Planned(Transition transition, Skips skipped) {}
}
