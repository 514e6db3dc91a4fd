package dev.easel.server.journal;

import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.log.TraceId;
import dev.easel.server.persistence.Journal.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * The events of one project that are not committed, in order: those in the present batch, and those that wait behind
 * it. One lane at a time commits them, so that they are committed in order.
 */
final class ProjectQueue {
    /** Who commits the events of a project: one connection each. */
    enum Lane {
        /** The batches of all projects ({@link GroupCommit}). */
        SHARED,
        /** {@link Search}: a batch with events of the project failed, and it is not known whose fault it was. */
        SEARCHED,
        /** {@link SetApart}: its commits failed when they were alone, too. */
        APART
    }

    private final UUID project;
    private final long epoch;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Deque<Entry> inBatch = new ArrayDeque<>();
    private Lane lane;
    private int timesHeld;
    private boolean resting;

    ProjectQueue(UUID project, long epoch, Lane lane) {
        this.project = project;
        this.epoch = epoch;
        this.lane = lane;
    }

    UUID project() {
        return project;
    }

    long epoch() {
        return epoch;
    }

    Lane lane() {
        return lane;
    }

    void enter(Lane next) {
        lane = next;
        timesHeld = 0;
    }

    /** Another transaction held the row of the project. Returns how many times in a row. */
    int held() {
        return ++timesHeld;
    }

    /** The shared lane passes it by while it rests. */
    void rest(boolean isResting) {
        resting = isResting;
    }

    void add(List<Entry> entries) {
        waiting.addAll(entries);
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether the shared lane may take events of it now. */
    boolean isReadyToShare() {
        return lane == Lane.SHARED && !resting && isWaiting();
    }

    /** Whether events of it are in a batch. */
    boolean isUnderWay() {
        return !inBatch.isEmpty();
    }

    boolean isEmpty() {
        return waiting.isEmpty() && inBatch.isEmpty();
    }

    /** Moves events into the batch, at least one and then as many as fit; returns their bytes. */
    int take(int bytes) {
        return take(bytes, Integer.MAX_VALUE);
    }

    /** The same, and no more than so many events. */
    int take(int bytes, int events) {
        int taken = 0;
        int left = events;
        while (!waiting.isEmpty()
                && left-- > 0
                && (taken == 0 || taken + waiting.peek().bytes() <= bytes)) {
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

    /** Removes and returns the events up to {@code seq}: those in the batch, and what follows them. */
    List<Entry> removeUpTo(long seq) {
        timesHeld = 0;
        List<Entry> removed = new ArrayList<>();
        for (Deque<Entry> from : List.of(inBatch, waiting)) {
            while (!from.isEmpty() && from.getFirst().event().seq() <= seq) {
                removed.add(from.removeFirst());
            }
        }
        return removed;
    }

    /** What has brought the oldest event; none where no event is here. */
    TraceId trace() {
        Entry oldest = inBatch.isEmpty() ? waiting.peek() : inBatch.peek();
        return oldest == null ? TraceId.NONE : oldest.trace();
    }

    /** The seq of the last event; there is at least one. */
    long last() {
        return (waiting.isEmpty() ? inBatch : waiting).getLast().event().seq();
    }

    /** When the first event was accepted, in milliseconds since 1970; there is at least one. */
    long oldestAt() {
        return (inBatch.isEmpty() ? waiting : inBatch).getFirst().event().at();
    }

    /** The bytes of all events of the project. */
    long bytes() {
        return waiting.stream().mapToLong(Entry::bytes).sum()
                + inBatch.stream().mapToLong(Entry::bytes).sum();
    }
}
