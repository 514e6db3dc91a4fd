package dev.easel.server.autosave;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The projects whose last save failed, and how many rounds each is passed by: none after the first failure, then 1, 3,
 * and 5 at most. Counted in rounds, not by a clock. Confined to the auto-save's loop, but for {@link #count}.
 */
final class FailedSaves {
    /** Rounds that a project is passed by, at most. */
    static final int MOST_ROUNDS = 5;

    private final Map<UUID, Failures> failures = new HashMap<>();
    private volatile int count;

    void failed(UUID project) {
        failures.merge(project, new Failures(1, 0), (before, _) -> before.oneMore());
        count = failures.size();
    }

    /** A save of the project succeeded, or there is nothing to save. */
    void forget(UUID project) {
        failures.remove(project);
        count = failures.size();
    }

    boolean contains(UUID project) {
        return failures.containsKey(project);
    }

    /** How many there are. May be called from any thread. */
    int count() {
        return count;
    }

    /** A round begins: the projects that are not dirty any more are forgotten, the others come nearer to their turn. */
    void round(Predicate<UUID> isDirty) {
        failures.keySet().removeIf(isDirty.negate());
        failures.replaceAll((_, each) -> new Failures(each.times(), Math.max(-1, each.rounds() - 1)));
        count = failures.size();
    }

    /** Whether this round saves the project. */
    boolean isDue(UUID project) {
        Failures of = failures.get(project);
        return of == null || of.rounds() < 0;
    }

    /** @param rounds to be passed by; below 0: it is the project's turn */
    private record Failures(int times, int rounds) {
        Failures oneMore() {
            return new Failures(times + 1, Math.min(MOST_ROUNDS, (1 << Math.min(times, 10)) - 1));
        }
    }
}
