package dev.easel.server.autosave;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Which saves run and which wait: one at a time for each project, a bounded number at a time in all. It holds at most
 * two saves of a project, the one that runs and the one behind it. Confined to the auto-save's loop.
 */
final class SaveQueue {
    private final int parallel;
    private final Function<UUID, Future<Void>> save;
    private final Deque<UUID> waiting = new ArrayDeque<>();
    private final Map<UUID, Promise<Void>> waiters = new HashMap<>();
    private final Map<UUID, Future<Void>> running = new HashMap<>();

    /** @param save begins the save of a project, capturing what there is at that moment or later */
    SaveQueue(int parallel, Function<UUID, Future<Void>> save) {
        this.parallel = parallel;
        this.save = save;
    }

    boolean isSaving(UUID project) {
        return running.containsKey(project) || waiters.containsKey(project);
    }

    /** Saves the project when its turn comes, unless a save of it runs or waits already. */
    void save(UUID project) {
        if (!isSaving(project)) {
            waitFor(project, false);
            next();
        }
    }

    /** Saves the project before those that wait; completes with a save that began after this call. */
    Future<Void> saveNow(UUID project) {
        Promise<Void> waiter = waiters.get(project);
        if (waiter == null) {
            waiter = waitFor(project, true);
        } else if (waiting.remove(project)) {
            waiting.addFirst(project);
        }
        Future<Void> saved = waiter.future();
        next();
        return saved;
    }

    private Promise<Void> waitFor(UUID project, boolean first) {
        Promise<Void> waiter = Promise.promise();
        waiters.put(project, waiter);
        if (first) {
            waiting.addFirst(project);
        } else {
            waiting.addLast(project);
        }
        return waiter;
    }

    private void next() {
        while (running.size() < parallel) {
            UUID project = waiting.stream()
                    .filter(candidate -> !running.containsKey(candidate))
                    .findFirst()
                    .orElse(null);
            if (project == null) {
                return;
            }
            waiting.remove(project);
            run(project, waiters.remove(project));
        }
    }

    private void run(UUID project, Promise<Void> waiter) {
        running.put(project, waiter.future());
        save.apply(project).onComplete((_, failure) -> {
            running.remove(project);
            waiter.complete(null, failure);
            next();
        });
    }
}
