package dev.easel.server.autosave;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Which saves run and which wait: one at a time for each project, a bounded number at a time in all. Those that somebody
 * waits for and those of the round take turns, each in the order they came, so that neither starves the other. It holds at
 * most two saves of a project, the one that runs and the one behind it. Confined to the auto-save's loop.
 */
final class SaveQueue {
    private final int parallel;
    private final Function<UUID, Future<Void>> save;
    private final Deque<UUID> urgent = new ArrayDeque<>();
    private final Deque<UUID> round = new ArrayDeque<>();
    private final Map<UUID, Promise<Void>> waiting = new LinkedHashMap<>();
    private final Map<UUID, Future<Void>> running = new HashMap<>();
    private boolean urgentNext = true;

    /** @param save begins the save of a project, capturing what there is at that moment or later */
    SaveQueue(int parallel, Function<UUID, Future<Void>> save) {
        this.parallel = parallel;
        this.save = save;
    }

    boolean isSaving(UUID project) {
        return running.containsKey(project) || waiting.containsKey(project);
    }

    /** Saves the project when its turn comes, unless a save of it runs or waits already. */
    void save(UUID project) {
        if (!isSaving(project)) {
            waiting.put(project, Promise.promise());
            round.add(project);
            next();
        }
    }

    /** Saves the project soon; completes with a save that began after this call. */
    Future<Void> saveNow(UUID project) {
        if (!waiting.containsKey(project)) {
            waiting.put(project, Promise.promise());
            urgent.add(project);
        } else if (round.remove(project)) {
            urgent.add(project);
        }
        Future<Void> saved = waiting.get(project).future();
        next();
        return saved;
    }

    private void next() {
        while (running.size() < parallel) {
            UUID project = urgentNext ? first(urgent, round) : first(round, urgent);
            if (project == null) {
                return;
            }
            urgentNext = !urgentNext;
            run(project, waiting.remove(project));
        }
    }

    private UUID first(Deque<UUID> one, Deque<UUID> other) {
        UUID project = first(one);
        return project != null ? project : first(other);
    }

    /** Takes out the first that is not running already, or null. */
    private UUID first(Deque<UUID> from) {
        for (UUID project : from) {
            if (!running.containsKey(project)) {
                from.remove(project);
                return project;
            }
        }
        return null;
    }

    private void run(UUID project, Promise<Void> saved) {
        running.put(project, saved.future());
        save.apply(project).onComplete((_, failure) -> {
            running.remove(project);
            saved.complete(null, failure);
            next();
        });
    }
}
