package dev.easel.server.autosave;

import static java.util.Objects.requireNonNull;

import dev.easel.server.log.Discreet;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The saves that run and those that wait: one at a time for each project, and a bounded number in all. A save waits
 * outside of that number until what it would save is durable: projects that are stuck in the journal keep no other from
 * being saved. Projects whose last save failed take half of the number, at most.
 *
 * <p>Urgent saves, which a caller waits for, and scheduled ones take turns, each kind in its order of arrival, so that
 * neither starves the other. It holds at most two saves of a project: one that runs, and one that waits. Confined to
 * the auto-save's loop.
 */
final class SaveQueue {
    private final int parallel;
    private final Work work;
    private final Deque<UUID> urgent = new ArrayDeque<>();
    private final Deque<UUID> scheduled = new ArrayDeque<>();

    /** Every save that does not run yet: those in one of the queues, and those that wait until they may go there. */
    private final Map<UUID, Promise<Void>> waiting = new LinkedHashMap<>();

    /** Waits of a caller, before they are in a queue. */
    private final Set<UUID> hurried = new HashSet<>();

    private final Map<UUID, Future<Void>> running = new HashMap<>();
    private boolean urgentNext = true;

    SaveQueue(int parallel, Work work) {
        this.parallel = parallel;
        this.work = work;
    }

    boolean isSaving(UUID project) {
        return running.containsKey(project) || waiting.containsKey(project);
    }

    /** Saves the project in its turn, unless a save of it runs or waits already. */
    void save(UUID project) {
        if (!isSaving(project)) {
            await(project, Promise.promise());
        }
    }

    /** Saves the project soon; completes with a save that began after this call. */
    Future<Void> saveNow(UUID project) {
        Promise<Void> saved = waiting.get(project);
        if (saved == null) {
            hurried.add(project);
            saved = Promise.promise();
            await(project, saved);
        } else if (scheduled.remove(project)) {
            urgent.add(project);
            next();
        } else if (!urgent.contains(project)) {
            hurried.add(project);
        }
        return saved.future();
    }

    /** The save waits until the project is durable, and then for its turn. */
    private void await(UUID project, Promise<Void> saved) {
        waiting.put(project, saved);
        work.ready(project).onComplete((_, failure) -> {
            boolean isUrgent = hurried.remove(project);
            if (failure == null) {
                (isUrgent ? urgent : scheduled).add(project);
                next();
            } else {
                waiting.remove(project);
                saved.fail(failure);
            }
        });
    }

    private void next() {
        while (running.size() < parallel) {
            Deque<UUID> one = urgentNext ? urgent : scheduled;
            Deque<UUID> other = urgentNext ? scheduled : urgent;
            if (!runOf(one) && !runOf(other)) {
                return;
            }
            urgentNext = !urgentNext;
        }
    }

    /** Runs the first save of a queue; false when none may run now. */
    private boolean runOf(Deque<UUID> from) {
        UUID project = first(from);
        if (project != null) {
            run(project, from == urgent);
        }
        return project != null;
    }

    /** Removes and returns the first project that may be saved now, or null. */
    private @Nullable UUID first(Deque<UUID> from) {
        boolean isFull = running.keySet().stream().filter(work::isDoubtful).count() >= Math.max(1, parallel / 2);
        for (UUID project : from) {
            if (!running.containsKey(project) && !(isFull && work.isDoubtful(project))) {
                from.remove(project);
                return project;
            }
        }
        return null;
    }

    private void run(UUID project, boolean isUrgent) {
        Promise<Void> saved = requireNonNull(waiting.remove(project));
        running.put(project, saved.future());
        work.save(project).onComplete((_, failure) -> {
            running.remove(project);
            if (failure instanceof NotDurable) {
                again(project, saved, isUrgent);
            } else {
                saved.complete(null, failure);
            }
            next();
        });
    }

    /** What it is about to save is stuck in the journal, since a moment ago: it gives its place back, and waits. */
    private void again(UUID project, Promise<Void> saved, boolean isUrgent) {
        Promise<Void> later = waiting.get(project);
        if (later != null) {
            later.future().onComplete(saved);
            return;
        }
        if (isUrgent) {
            hurried.add(project);
        }
        await(project, saved);
    }

    /** What is queued. */
    interface Work {
        /** Completes once everything that the project has applied now is durable; fails when there is no more of it. */
        Future<Void> ready(UUID project);

        /**
         * Begins the save of a project, and captures its changes at that moment or later; fails with {@link NotDurable}
         * where they would keep its place for too long.
         */
        Future<Void> save(UUID project);

        /** Whether its last save failed. */
        boolean isDoubtful(UUID project);
    }

    /** The changes that were captured are not durable yet. */
    static final class NotDurable extends RuntimeException implements Discreet {
        private static final long serialVersionUID = 1L;

        NotDurable(UUID project) {
            super("project " + project + " waits for the journal");
        }
    }
}
