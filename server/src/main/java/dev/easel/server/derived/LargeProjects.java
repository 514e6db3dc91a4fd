package dev.easel.server.derived;

import java.util.LinkedHashMap;
import java.util.UUID;

/**
 * Projects of which no snapshot could be made, because the canvas was too large: each is left alone for some rounds, so
 * that what is in vain is seldom tried. May be used from any thread.
 */
final class LargeProjects {
    /** Projects that are remembered; the one that was found first is forgotten for one more. */
    static final int MOST = 1_000;

    /** Rounds for which one is left alone. */
    static final int ROUNDS = 60;

    /** The round in which each was found, the first found first. */
    private final LinkedHashMap<UUID, Long> found = new LinkedHashMap<>();

    private long round;

    synchronized void add(UUID project) {
        found.putLast(project, round);
        if (found.size() > MOST) {
            found.pollFirstEntry();
        }
    }

    synchronized boolean contains(UUID project) {
        return found.containsKey(project);
    }

    synchronized void nextRound() {
        round++;
        found.values().removeIf(it -> round - it >= ROUNDS);
    }
}
