package dev.easel.server.journal;

import dev.easel.server.journal.JournalStore.NotWritten;
import dev.easel.server.journal.JournalStore.Refused;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.journal.ProjectQueue.Lane;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.FailingProject;
import dev.easel.server.persistence.Journal.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The projects whose commits fail although the database answers. Each waits by itself, with a pause that grows, and has
 * its turn alone, over a connection of its own; so none of them delays the shared batches. Where several events of a
 * project fail together, fewer are tried, down to one. An event that the database refuses for its values is dropped;
 * no other is: its project waits until it succeeds. A project that commits again stays here for {@link #PROBATION_MS},
 * so that one that fails now and then does not cost the others a batch each time. Confined to the journal's loop.
 */
final class SetApart {
    private static final Logger LOG = LoggerFactory.getLogger(SetApart.class);

    /** How long a project has to commit without trouble until it shares batches again, in milliseconds. */
    static final long PROBATION_MS = 30_000;

    /** A commit of one project that takes longer is trouble, although it succeeds. In milliseconds. */
    static final long SLOW_MS = 500;

    private final Loop loop;
    private final ProjectQueues queues;
    private final CommitAttempt attempt;
    private final RunOutcomes outcomes;
    private final RandomGenerator random;
    private final Consumer<ProjectQueue> released;

    /** In the order of their turns: one for each project that failed and was not released. */
    private final Map<UUID, Turn> turns = new LinkedHashMap<>();

    private boolean trying;
    private volatile List<FailingProject> failing = List.of();

    /** @param released takes a project that the shared lane commits again */
    SetApart(
            Loop loop,
            ProjectQueues queues,
            CommitAttempt attempt,
            RunOutcomes outcomes,
            RandomGenerator random,
            Consumer<ProjectQueue> released) {
        this.loop = loop;
        this.queues = queues;
        this.attempt = attempt;
        this.outcomes = outcomes;
        this.random = random;
        this.released = released;
    }

    /** Nothing of the project is under way: it has failed alone, or its row is held for long. */
    void admit(ProjectQueue queue, Throwable failure) {
        UUID project = queue.project();
        queue.enter(Lane.APART);
        Turn turn = turns.computeIfAbsent(project, _ -> new Turn(project, failure));
        turn.log(queue, failure);
        if (!(failure instanceof Refused)) {
            failed(turn, turn.pause.next());
        }
        next();
    }

    /** The lane in which events of a project begin that has none under way. */
    Lane laneOf(UUID project) {
        return turns.containsKey(project) ? Lane.APART : Lane.SHARED;
    }

    /** Whether any project is here, also one that commits again. */
    boolean isAnybodyThere() {
        return !turns.isEmpty();
    }

    /** The projects that cannot commit now, the longest failing first. May be called from any thread. */
    List<FailingProject> failing() {
        return failing;
    }

    /** Gives the next project its turn, if one is due. Called whenever events may have come or gone. */
    void next() {
        List<FailingProject> stuck = new ArrayList<>();
        for (Turn turn : List.copyOf(turns.values())) {
            ProjectQueue queue = queues.find(turn.project);
            if (queue == null || queue.isEmpty()) {
                dropped(turn);
            } else if (!trying && !turn.isResting && queue.isWaiting()) {
                take(turn, queue);
            }
            if (turn.isFailing) {
                stuck.add(new FailingProject(turn.project, turn.failure, turn.failingSince));
            }
        }
        stuck.sort(Comparator.comparingLong(FailingProject::since));
        failing = List.copyOf(stuck);
    }

    /** Nothing of the project is left: should there be more, it begins here. */
    private void dropped(Turn turn) {
        if (turn.probation == null) {
            turn.isFailing = false;
            turn.probation(loop.after(PROBATION_MS, () -> release(turn)));
        }
    }

    private void take(Turn turn, ProjectQueue queue) {
        trying = true;
        queue.take(JournalSettings.BATCH_BYTES, turn.events);
        Run run = queue.run();
        turns.remove(turn.project);
        turns.put(turn.project, turn);
        long begunAt = loop.now();
        attempt.run(List.of(run)).onComplete((held, failure) -> {
            trying = false;
            // Clamped, because a wall clock may be set back or forth.
            long tookMs = Math.clamp(loop.now() - begunAt, 0, 10_000);
            if (!queues.holds(queue) && failure != null) {
                rest(turn, tookMs); // its room has ended: nobody is to be told
            } else if (failure != null) {
                turn.log(queue, failure);
                failed(turn, run, failure, tookMs);
            } else if (held.isEmpty()) {
                succeeded(turn, tookMs);
            } else {
                failed(turn, turn.pause.next());
            }
            next();
        });
    }

    private void succeeded(Turn turn, long tookMs) {
        turn.pause.reset();
        turn.reason = null;
        turn.events = Math.min(turn.events * 2, Turn.MOST_EVENTS);
        boolean isSlow = tookMs > SLOW_MS;
        if (turn.isFailing || isSlow || turn.probation == null) {
            turn.isFailing = false;
            turn.probation(loop.after(PROBATION_MS, () -> release(turn)));
        }
        outcomes.works(turn.project);
        rest(turn, isSlow ? tookMs : RetryPause.FIRST_MS);
    }

    private void failed(Turn turn, Run run, Throwable failure, long tookMs) {
        int events = run.entries().size();
        if (failure instanceof Refused && events == 1) {
            refused(run, run.entries().getFirst(), failure);
            outcomes.unstorable(run, run.entries().getFirst());
            succeeded(turn, tookMs);
            return;
        }
        if (failure instanceof NotWritten) {
            turn.events = Math.max(1, events / 2);
        }
        if (failure instanceof Refused) {
            rest(turn, 0); // the one event is being looked for
        } else {
            // One that takes long uses half of the connection's time, at most.
            failed(turn, Math.max(turn.pause.next(), tookMs));
        }
    }

    private static void refused(Run run, Entry entry, Throwable failure) {
        LOG.atError()
                .addKeyValue(Field.PROJECT, run.project())
                .addKeyValue(Field.EPOCH, run.epoch())
                .addKeyValue(Field.SEQ, run.upTo())
                .addKeyValue(Field.EDIT, entry.event().edit())
                .addKeyValue(Field.TRACE, entry.trace())
                .addKeyValue(Field.ERROR, Cause.of(failure))
                .log("The database refuses an event, and the project goes on without it");
    }

    private void failed(Turn turn, long pauseMs) {
        if (!turn.isFailing) {
            turn.failingSince = loop.now();
        }
        turn.isFailing = true;
        turn.probation(null);
        outcomes.failsAlone(turn.project);
        rest(turn, pauseMs);
    }

    private void rest(Turn turn, long ms) {
        turn.isResting = true;
        loop.after(ms, () -> {
            turn.isResting = false;
            next();
        });
    }

    private void release(Turn turn) {
        ProjectQueue queue = queues.find(turn.project);
        if (queue != null && queue.isUnderWay()) {
            turn.probation(loop.after(RetryPause.FIRST_MS, () -> release(turn)));
            return;
        }
        turns.remove(turn.project, turn);
        if (queue != null) {
            released.accept(queue);
        }
    }

    /** The turn of one project. */
    private final class Turn {
        static final int MOST_EVENTS = 1 << 16;

        final UUID project;
        final RetryPause pause = new RetryPause(random);
        int events = MOST_EVENTS;
        Throwable failure;
        boolean isFailing;
        long failingSince;
        boolean isResting;
        Loop.@Nullable Timer probation;

        @Nullable
        String reason;

        Turn(UUID project, Throwable failure) {
            this.project = project;
            this.failure = failure;
        }

        /** Logged once for each new reason, not at every try. */
        void log(ProjectQueue queue, Throwable latest) {
            failure = latest;
            String told = Cause.of(latest);
            if (!told.equals(reason)) {
                reason = told;
                LOG.atWarn()
                        .addKeyValue(Field.PROJECT, project)
                        .addKeyValue(Field.EPOCH, queue.epoch())
                        .addKeyValue(Field.TRACE, queue.trace())
                        .addKeyValue(Field.ERROR, told)
                        .log("The project waits by itself: its events cannot be committed");
            }
        }

        /** Its probation ends then; null: not while it fails. */
        void probation(Loop.@Nullable Timer end) {
            if (probation != null) {
                probation.cancel();
            }
            probation = end;
        }
    }
}
