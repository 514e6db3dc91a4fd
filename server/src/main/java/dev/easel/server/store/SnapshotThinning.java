package dev.easel.server.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Which snapshots of a project are kept: the newest, and before it at most {@link #KEPT} in all, ever further apart the
 * older they are. Where there are more, that one goes that is missed least: the one whose two neighbours are closest for
 * their age, counted in events before the newest snapshot. The canvas before all events counts as a neighbour, so that
 * the first one kept moves away from the beginning only as the rest does, and a replay from it or from nothing always
 * passes over a part of the history about as large as any other gap of its age.
 */
final class SnapshotThinning {
    static final int KEPT = 16;

    private SnapshotThinning() {}

    /** Those to delete of {@code seqs}, which ascend. */
    static List<Long> surplus(List<Long> seqs) {
        List<Long> left = new ArrayList<>(seqs);
        List<Long> surplus = new ArrayList<>();
        while (left.size() > KEPT) {
            surplus.add(left.remove(leastMissed(left)));
        }
        return surplus;
    }

    private static int leastMissed(List<Long> seqs) {
        long newest = seqs.getLast();
        int least = 0;
        double smallest = Double.MAX_VALUE;
        for (int i = 0; i < seqs.size() - 1; i++) {
            long before = i == 0 ? 0 : seqs.get(i - 1);
            double gap = (double) (seqs.get(i + 1) - before) / (newest - before);
            if (gap < smallest) {
                smallest = gap;
                least = i;
            }
        }
        return least;
    }
}
