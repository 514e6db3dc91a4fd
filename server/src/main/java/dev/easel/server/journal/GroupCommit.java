package dev.easel.server.journal;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.JournalMetrics;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.JournalListener;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Commits the events of all rooms, one batch at a time: what arrives while a batch is in flight, or within the linger,
 * is the next batch. An event is called durable only after PostgreSQL has said so, for each project by itself.
 *
 * <p>{@link #append}, {@link #forget}, {@link #takesMore} and {@link #state} may be called from any thread; the rest is
 * confined to the journal's own loop.
 */
public final class GroupCommit implements Journal {
    private final Loop loop;
    private final JournalSettings settings;
    private final JournalMetrics metrics;

    private final ProjectQueues queues = new ProjectQueues();
    private final Backpressure backpressure;
    private final RunOutcomes outcomes;
    private final BatchCommit commit;

    /** Appended by any thread and not queued yet, in order. */
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();

    /** Whether the loop was asked to look at the arrivals: one task serves all that arrive within the linger. */
    private final AtomicBoolean awake = new AtomicBoolean();

    @SuppressWarnings("NullAway.Init") // attached before the first event is appended
    private JournalListener listener;

    private long oldestWaitingAt;
    private boolean committing;
    private Loop.@Nullable Timer timer;
    private long pauseMs;

    public GroupCommit(
            Loop loop, JournalStore store, JournalSettings settings, JournalMetrics metrics, RandomGenerator random) {
        this.loop = loop;
        this.settings = settings;
        this.metrics = metrics;
        this.backpressure = new Backpressure(settings.undurableBytes(), state -> listener.persistence(state));
        this.outcomes = new RunOutcomes(queues, backpressure, metrics, () -> listener);
        this.commit = new BatchCommit(loop, store, outcomes, random, this::commitFailed);
        metrics.watch(backpressure::undurable);
    }

    /** Sets who is told about outcomes; called once, before the first event is appended. */
    public void attach(JournalListener listener) {
        this.listener = listener;
    }

    // ---- taking events

    @Override
    public void append(UUID project, long epoch, List<Entry> entries) {
        boolean isFull =
                backpressure.add(entries.stream().mapToLong(Entry::bytes).sum());
        // Queued only after they are counted: once queued they may be committed at any moment, and a stop ends when
        // events that were counted before are released.
        arrivals.add(new Arrival(project, epoch, entries));
        if (isFull) {
            loop.execute(this::takeArrivals);
        }
        if (!awake.getAndSet(true)) {
            loop.execute(this::wake);
        }
    }

    private void wake() {
        if (!queues.isAnybodyWaiting()) {
            oldestWaitingAt = loop.now();
        }
        schedule();
    }

    private void takeArrivals() {
        awake.set(false);
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            take(arrival);
        }
        backpressure.tellWhenStopped();
    }

    private void take(Arrival arrival) {
        ProjectQueue queue = queues.find(arrival.project(), arrival.epoch());
        if (queue == null) {
            outcomes.drop(arrival.project()); // of an earlier epoch
            queue = queues.add(arrival.project(), arrival.epoch());
        }
        queue.add(arrival.entries());
    }

    @Override
    public void forget(UUID project, long epoch) {
        loop.execute(() -> {
            takeArrivals();
            if (queues.find(project, epoch) != null) {
                outcomes.drop(project);
            }
            wake();
        });
    }

    @Override
    public boolean takesMore() {
        return backpressure.takesMore();
    }

    /** The state that was told last. May be called from any thread. */
    public PersistenceState state() {
        return backpressure.state();
    }

    /** The bytes of events that are taken and not committed. May be called from any thread. */
    public long undurableBytes() {
        return backpressure.undurable();
    }

    // ---- one batch after the other

    private void schedule() {
        if (committing || timer != null) {
            return;
        }
        takeArrivals();
        if (!queues.isAnybodyWaiting()) {
            return;
        }
        // Clamped, because a wall clock may be set back.
        long linger = Math.clamp(settings.lingerMs() - (loop.now() - oldestWaitingAt), 0, settings.lingerMs());
        timer = loop.after(Math.max(linger, pauseMs), () -> {
            timer = null;
            pauseMs = 0;
            begin();
        });
    }

    private void begin() {
        takeArrivals();
        List<Run> batch = queues.batch();
        oldestWaitingAt = loop.now();
        if (batch.isEmpty()) {
            return;
        }
        committing = true;
        long begunAt = System.nanoTime();
        commit.run(batch).onComplete((_, _) -> {
            committing = false;
            pauseMs = commit.hasPutBack() ? RetryPause.FIRST_MS : 0;
            backpressure.committed();
            count(batch, System.nanoTime() - begunAt);
            schedule();
        });
    }

    private void count(List<Run> batch, long nanos) {
        int events = batch.stream().mapToInt(run -> run.entries().size()).sum();
        metrics.committed(events, batch.stream().mapToLong(Run::bytes).sum(), nanos);
    }

    private void commitFailed() {
        metrics.failed();
        backpressure.commitFailed();
    }

    private record Arrival(UUID project, long epoch, List<Entry> entries) {}
}
