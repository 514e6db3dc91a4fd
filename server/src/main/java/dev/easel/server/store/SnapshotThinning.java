package dev.easel.server.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides which snapshots of a project are kept: at most {@link #KEPT}, always the newest, and the older the fewer.
 * Where there are more, it deletes the snapshot whose absence costs a replay least: the one with the smallest gap
 * between its two neighbours in relation to their age. Gap and age are counted in events, the age back from the newest
 * snapshot. The empty canvas at seq 0 counts as a neighbour of the oldest snapshot, so that the gap at the beginning
 * grows like all others.
 */
final class SnapshotThinning {
    static final int KEPT = 16;

    private SnapshotThinning() {}

    /** The snapshots to delete of {@code seqs}, which ascend. */
    static List<Long> surplus(List<Long> seqs) {
        List<Long> left = new ArrayList<>(seqs);
        List<Long> surplus = new ArrayList<>();
        while (left.size() > KEPT) {
            surplus.add(left.remove(leastUseful(left)));
        }
        return surplus;
    }

    private static int leastUseful(List<Long> seqs) {
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
