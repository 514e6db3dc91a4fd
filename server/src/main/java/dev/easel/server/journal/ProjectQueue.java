package dev.easel.server.journal;

import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.persistence.Journal.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * The events of one project that are not committed, in order: those in the present batch, and those that wait behind
 * it.
 */
final class ProjectQueue {
    private final UUID project;
    private final long epoch;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Deque<Entry> inBatch = new ArrayDeque<>();

    ProjectQueue(UUID project, long epoch) {
        this.project = project;
        this.epoch = epoch;
    }

    long epoch() {
        return epoch;
    }

    void add(List<Entry> entries) {
        waiting.addAll(entries);
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    boolean isEmpty() {
        return waiting.isEmpty() && inBatch.isEmpty();
    }

    /** Moves events into the batch, at least one and then as many as fit; returns their bytes. */
    int take(int bytes) {
        int taken = 0;
        while (!waiting.isEmpty() && (taken == 0 || taken + waiting.peek().bytes() <= bytes)) {
            Entry entry = waiting.poll();
            taken += entry.bytes();
            inBatch.add(entry);
        }
        return taken;
    }

    /** The events in the batch; there is at least one. */
    Run run() {
        return new Run(project, epoch, List.copyOf(inBatch));
    }

    /** Whether any event of the run is in the batch: not committed, and not put back. */
    boolean isInBatch(Run run) {
        return !inBatch.isEmpty() && inBatch.getFirst().event().seq() <= run.upTo();
    }

    /** Moves the events in the batch back, in front of those that wait. */
    void putBack() {
        while (!inBatch.isEmpty()) {
            waiting.addFirst(inBatch.removeLast());
        }
    }

    /** Removes the events in the batch up to {@code seq}; returns their bytes. */
    long removeUpTo(long seq) {
        long bytes = 0;
        while (!inBatch.isEmpty() && inBatch.getFirst().event().seq() <= seq) {
            bytes += inBatch.removeFirst().bytes();
        }
        return bytes;
    }

    /** The bytes of all events of the project. */
    long bytes() {
        return waiting.stream().mapToLong(Entry::bytes).sum()
                + inBatch.stream().mapToLong(Entry::bytes).sum();
    }
}
