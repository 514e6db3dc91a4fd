package dev.easel.server.autosave;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The saves that run and those that wait: one at a time for each project, and a bounded number in all. Urgent saves,
 * which a caller waits for, and scheduled ones take turns, each kind in its order of arrival, so that neither starves
 * the other. It holds at most two saves of a project: one that runs, and one that waits. Confined to the auto-save's
 * loop.
 */
final class SaveQueue {
    private final int parallel;
    private final Function<UUID, Future<Void>> save;
    private final Deque<UUID> urgent = new ArrayDeque<>();
    private final Deque<UUID> scheduled = new ArrayDeque<>();
    private final Map<UUID, Promise<Void>> waiting = new LinkedHashMap<>();
    private final Map<UUID, Future<Void>> running = new HashMap<>();
    private boolean urgentNext = true;

    /** @param save begins the save of a project, and captures its changes at that moment or later */
    SaveQueue(int parallel, Function<UUID, Future<Void>> save) {
        this.parallel = parallel;
        this.save = save;
    }

    boolean isSaving(UUID project) {
        return running.containsKey(project) || waiting.containsKey(project);
    }

    /** Saves the project in its turn, unless a save of it runs or waits already. */
    void save(UUID project) {
        if (!isSaving(project)) {
            waiting.put(project, Promise.promise());
            scheduled.add(project);
            next();
        }
    }

    /** Saves the project soon; completes with a save that began after this call. */
    Future<Void> saveNow(UUID project) {
        Promise<Void> saved = waiting.get(project);
        if (saved == null) {
            saved = Promise.promise();
            waiting.put(project, saved);
            urgent.add(project);
        } else if (scheduled.remove(project)) {
            urgent.add(project);
        }
        next();
        return saved.future();
    }

    private void next() {
        while (running.size() < parallel) {
            UUID project = urgentNext ? first(urgent, scheduled) : first(scheduled, urgent);
            if (project == null) {
                return;
            }
            urgentNext = !urgentNext;
            run(project);
        }
    }

    private @Nullable UUID first(Deque<UUID> one, Deque<UUID> other) {
        UUID project = first(one);
        return project != null ? project : first(other);
    }

    /** Removes and returns the first project of which no save runs, or null. */
    private @Nullable UUID first(Deque<UUID> from) {
        for (UUID project : from) {
            if (!running.containsKey(project)) {
                from.remove(project);
                return project;
            }
        }
        return null;
    }

    private void run(UUID project) {
        Promise<Void> saved = requireNonNull(waiting.remove(project));
        running.put(project, saved.future());
        save.apply(project).onComplete((_, failure) -> {
            running.remove(project);
            saved.complete(null, failure);
            next();
        });
    }
}
