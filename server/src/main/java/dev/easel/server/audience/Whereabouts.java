package dev.easel.server.audience;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Through which instances the people of a room come. When all of them have come through one and the same other instance
 * for a while, the room goes there. Each further move in a row waits twice as long as the one before, so that a
 * balancer that sends people anywhere does not make a room go back and forth. Pure: times are passed in, in
 * milliseconds of one clock.
 */
public final class Whereabouts {
    /** Moves in a row after which the wait is doubled no more: 64 times the first one. */
    static final int MOST_DOUBLINGS = 6;

    private static final String HERE = "";

    private final long afterMs;
    private final Map<String, Integer> people = new HashMap<>();

    /** The instance through which all come, since when; here when some come elsewhere. */
    private String where = HERE;

    private long since;

    /**
     * @param afterMs how long all must come through one other instance
     * @param moves how often the room has moved to its people by now, without a pause in which nobody used it
     */
    public Whereabouts(long afterMs, int moves) {
        this.afterMs = afterMs << Math.min(moves, MOST_DOUBLINGS);
    }

    /** @param through the instance that passes its connection on; empty where it is connected here */
    public void entered(Optional<String> through, long now) {
        people.merge(through.orElse(HERE), 1, Integer::sum);
        look(now);
    }

    /** @param through as when it entered */
    public void left(Optional<String> through, long now) {
        people.computeIfPresent(through.orElse(HERE), (_, there) -> there == 1 ? null : there - 1);
        look(now);
    }

    /** While nobody is here nothing changes: who leaves may just be connecting again. */
    private void look(long now) {
        if (people.isEmpty()) {
            return;
        }
        String seen = people.size() == 1 ? people.keySet().iterator().next() : HERE;
        if (!seen.equals(where)) {
            where = seen;
            since = now;
        }
    }

    /** It stays for now, and may go after the same while. */
    public void stays(long now) {
        since = now;
    }

    /** In how long the room goes, 0 or less for at once, unless people change; empty where it stays. */
    public OptionalLong dueInMs(long now) {
        return people.isEmpty() || where.equals(HERE)
                ? OptionalLong.empty()
                : OptionalLong.of(Math.min(afterMs, since + afterMs - now));
    }

    /** Where the room goes now. */
    public Optional<String> destination(long now) {
        OptionalLong due = dueInMs(now);
        return due.isPresent() && due.getAsLong() <= 0 ? Optional.of(where) : Optional.empty();
    }

    /** Whether all come through this instance at the moment, and somebody does. */
    public boolean areAllAt(String instance) {
        return people.size() == 1 && people.containsKey(instance);
    }
}
