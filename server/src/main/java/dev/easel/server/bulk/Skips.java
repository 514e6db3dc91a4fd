package dev.easel.server.bulk;

import dev.easel.server.bulk.ObjectTarget.Skipped;
import java.util.ArrayList;
import java.util.List;

/**
 * What was left alone: the first of it, and how much it is. Immutable.
 *
 * @param first at most {@link #MOST_TOLD}
 */
public record Skips(List<Skipped> first, int count) {
    /** What is told one by one. */
    public static final int MOST_TOLD = 1_000;

    public static final Skips NONE = new Skips(List.of(), 0);

    public Skips {
        first = List.copyOf(first);
    }

    public static Skips of(List<Skipped> all) {
        return new Skips(all.subList(0, Math.min(all.size(), MOST_TOLD)), all.size());
    }

    /** These, and then those. */
    public Skips and(Skips more) {
        int room = Math.min(MOST_TOLD - first.size(), more.first.size());
        if (room == 0) {
            return new Skips(first, count + more.count);
        }
        List<Skipped> both = new ArrayList<>(first);
        both.addAll(more.first.subList(0, room));
        return new Skips(both, count + more.count);
    }
}
