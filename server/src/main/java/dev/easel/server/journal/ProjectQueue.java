package dev.easel.server.journal;

import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.persistence.Journal.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** One project's events on their way, in order: those that wait, and how many are in the batch now. */
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

    boolean isIdle() {
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

    /** What is in the batch. */
    Run run() {
        return new Run(project, epoch, List.copyOf(inBatch));
    }

    /** Whether any of the run is in the batch still: not durable yet, and not put back. */
    boolean isInBatch(Run run) {
        return !inBatch.isEmpty() && inBatch.getFirst().event().seq() <= run.upTo();
    }

    /** What is in the batch waits again, before the others. */
    void putBack() {
        while (!inBatch.isEmpty()) {
            waiting.addFirst(inBatch.removeLast());
        }
    }

    /** Everything up to {@code seq} has left; returns its bytes. */
    long settle(long seq) {
        long bytes = 0;
        while (!inBatch.isEmpty() && inBatch.getFirst().event().seq() <= seq) {
            bytes += inBatch.removeFirst().bytes();
        }
        return bytes;
    }

    /** Bytes of all that is here. */
    long bytes() {
        return waiting.stream().mapToLong(Entry::bytes).sum()
                + inBatch.stream().mapToLong(Entry::bytes).sum();
    }
}
