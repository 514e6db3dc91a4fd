package dev.easel.server.persistence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Predicate;

/** Projects that fail in one way, for those who look for trouble: the latest to fail. From any thread. */
public final class FailingProjects {
    /** How many are remembered: of more, the one that has failed for the longest is forgotten. */
    public static final int MOST = 100;

    /** In the order in which they began to fail. */
    private final SequencedMap<UUID, FailingProject> failures = new LinkedHashMap<>();

    /** It has failed, again maybe. */
    public synchronized void add(UUID project, Throwable failure, long nowMs) {
        FailingProject before = failures.get(project);
        failures.put(project, new FailingProject(project, failure, before == null ? nowMs : before.since()));
        if (failures.size() > MOST) {
            failures.pollFirstEntry();
        }
    }

    /** It has not failed this time. */
    public synchronized void forget(UUID project) {
        failures.remove(project);
    }

    /** Forgets those that do not fail any more. */
    public synchronized void retain(Predicate<UUID> fails) {
        failures.keySet().removeIf(fails.negate());
    }

    /** The longest failing first. */
    public synchronized List<FailingProject> list() {
        return List.copyOf(failures.values());
    }
}
