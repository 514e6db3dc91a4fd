package dev.easel.server.journal;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.journal.JournalStore.Position;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.JournalListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the events of all rooms, one batch at a time: what arrives while a batch is in flight, or within the linger, is
 * the next one. An event is called durable only after PostgreSQL has said so, for each project by itself; where nobody
 * knows how a commit ended, the stored positions are asked until they tell.
 *
 * <p>{@link #append}, {@link #forget} and {@link #takesMore} may be called from any thread; all else is confined to the
 * journal's own loop.
 */
public final class GroupCommit implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final long FIRST_PAUSE_MS = 100;

    private final Loop loop;
    private final JournalStore store;
    private final JournalSettings settings;
    private final JournalMetrics metrics;
    private final RandomGenerator random;

    private final ProjectQueues queues = new ProjectQueues();

    /** Appended and not looked at yet, in order. The journal's loop is woken for the first only: it lingers anyway. */
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean awake = new AtomicBoolean();

    /** Taken and not committed yet; touched by rooms on every loop. */
    private final AtomicLong undurable = new AtomicLong();

    private volatile boolean stopped;
    private JournalListener rooms;
    private volatile PersistenceState state = PersistenceState.OK;
    private long oldestWaitingAt;
    private boolean committing;
    private Loop.Timer timer;
    private long pauseMs;
    private int failures;

    public GroupCommit(
            Loop loop, JournalStore store, JournalSettings settings, JournalMetrics metrics, RandomGenerator random) {
        this.loop = loop;
        this.store = store;
        this.settings = settings;
        this.metrics = metrics;
        this.random = random;
        metrics.watch(undurable::get);
    }

    /** Tells whom to tell; called once, before anything is appended. */
    public void attach(JournalListener rooms) {
        this.rooms = rooms;
    }

    // ---- taking

    @Override
    public void append(UUID project, long epoch, List<Entry> entries) {
        long bytes = entries.stream().mapToLong(Entry::bytes).sum();
        boolean full = undurable.addAndGet(bytes) > settings.undurableBytes();
        if (full) {
            stopped = true;
        }
        // Not before it is counted and stopped: once it is here it may be committed at any moment, and what ends a stop
        // is
        // the release of events that were counted before.
        arrivals.add(new Arrival(project, epoch, entries));
        if (full) {
            loop.execute(this::takeArrivals);
        }
        if (!awake.getAndSet(true)) {
            loop.execute(this::wake);
        }
    }

    /** The first of those that wait has come. */
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
        if (stopped) {
            tell(PersistenceState.STOPPED);
        }
    }

    private void take(Arrival arrival) {
        ProjectQueue queue = queues.find(arrival.project(), arrival.epoch());
        if (queue == null) {
            drop(arrival.project());
            queue = queues.begin(arrival.project(), arrival.epoch());
        }
        queue.add(arrival.entries());
    }

    @Override
    public void forget(UUID project, long epoch) {
        loop.execute(() -> {
            takeArrivals();
            if (queues.find(project, epoch) != null) {
                drop(project);
            }
            wake();
        });
    }

    @Override
    public boolean takesMore() {
        return !stopped;
    }

    /** How the journal does. May be called from any thread. */
    public JournalState state() {
        return new JournalState(state, undurable.get());
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
        // Clamped, because a wall clock may be set back, and nobody must wait for it to come round again.
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
        settled(batch).onComplete((_, _) -> {
            committing = false;
            tell(stopped ? PersistenceState.STOPPED : PersistenceState.OK);
            metrics.batch(batch, System.nanoTime() - begunAt);
            schedule();
        });
    }

    /** Tries until the database has told of every run what became of it; whatever breaks on the way is one more try. */
    private Future<Void> settled(List<Run> batch) {
        return Future.<Void>succeededFuture()
                .compose(_ -> commit(batch))
                .recover(broken -> tryAgain(batch, broken).recover(_ -> settled(batch)));
    }

    /** Completes when every run has left: durable, or not ours any more. Never fails but for a bug. */
    private Future<Void> commit(List<Run> batch) {
        List<Run> runs = batch.stream().filter(this::isWanted).toList();
        if (runs.isEmpty()) {
            return Future.succeededFuture();
        }
        return loop.bring(store.commit(runs)).transform((committed, failure) -> {
            if (failure == null) {
                failures = 0;
                runs.stream().filter(run -> committed.contains(run.project())).forEach(this::durable);
                List<Run> rest = runs.stream()
                        .filter(run -> !committed.contains(run.project()))
                        .toList();
                return rest.isEmpty() ? Future.succeededFuture() : settle(rest, this::putBack);
            }
            return failure instanceof JournalStore.Refused ? split(runs, failure) : tryAgain(runs, failure);
        });
    }

    // ---- when it is not known how a commit ended

    private Future<Void> tryAgain(List<Run> runs, Throwable failure) {
        metrics.failed();
        LOG.warn("A commit of the journal failed and is tried again: {}", failure.toString());
        if (state == PersistenceState.OK) {
            tell(PersistenceState.DEGRADED);
        }
        Promise<Void> again = Promise.promise();
        loop.after(pause(), () -> settle(runs, this::commit).onComplete(again));
        return again.future();
    }

    /** Doubles with each failure, and is different for each instance, so that they do not all come back at once. */
    private long pause() {
        long longest = Math.min(JournalSettings.LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures++, 10));
        return longest / 2 + random.nextLong(longest / 2 + 1);
    }

    /**
     * Asks where the projects stand.
     *
     * @param again what to do with the runs that turn out not to be committed, and are still ours
     */
    private Future<Void> settle(List<Run> runs, Function<List<Run>, Future<Void>> again) {
        Set<UUID> projects = runs.stream().map(Run::project).collect(Collectors.toSet());
        return loop.bring(store.positions(projects)).transform((positions, failure) -> {
            if (failure != null) {
                return tryAgain(runs, failure);
            }
            List<Run> left = new ArrayList<>();
            for (Run run : runs) {
                Position stored = positions.get(run.project());
                if (stored == null || stored.epoch() != run.epoch() || !isWithin(run, stored.seq())) {
                    lost(run);
                } else {
                    durableUpTo(run, stored.seq());
                    if (stored.seq() < run.upTo()) {
                        left.add(from(run, stored.seq()));
                    }
                }
            }
            return again.apply(left);
        });
    }

    /** Somebody else holds these projects' rows: they go with a later batch, and hold up nobody meanwhile. */
    private Future<Void> putBack(List<Run> runs) {
        runs.stream().filter(this::isWanted).forEach(run -> {
            queues.find(run.project(), run.epoch()).putBack();
            pauseMs = FIRST_PAUSE_MS;
        });
        return Future.succeededFuture();
    }

    private static boolean isWithin(Run run, long seq) {
        return seq >= run.after() && seq <= run.upTo();
    }

    private static Run from(Run run, long after) {
        return new Run(
                run.project(), run.epoch(), entries(run, entry -> entry.event().seq() > after));
    }

    private static List<Entry> entries(Run run, Predicate<Entry> which) {
        return run.entries().stream().filter(which).toList();
    }

    // ---- when the database will not take an event

    /** Halves the batch until the one event is found, which harms its own room only. */
    private Future<Void> split(List<Run> runs, Throwable refusal) {
        if (runs.size() > 1) {
            int half = runs.size() / 2;
            return commit(runs.subList(0, half)).compose(_ -> commit(runs.subList(half, runs.size())));
        }
        Run run = runs.getFirst();
        if (run.entries().size() > 1) {
            long middle = run.entries().get(run.entries().size() / 2).event().seq();
            Run head = new Run(
                    run.project(),
                    run.epoch(),
                    entries(run, entry -> entry.event().seq() < middle));
            return commit(List.of(head)).compose(_ -> commit(List.of(from(run, middle - 1))));
        }
        Entry spoiled = run.entries().getFirst();
        LOG.error(
                "Event {} of project {} is refused by the database",
                spoiled.event().seq(),
                run.project(),
                refusal);
        drop(run.project());
        rooms.unstorable(run.project(), run.epoch(), spoiled.event());
        return Future.succeededFuture();
    }

    // ---- the ends of a run

    private void durable(Run run) {
        durableUpTo(run, run.upTo());
    }

    private void durableUpTo(Run run, long seq) {
        ProjectQueue queue = queues.find(run.project(), run.epoch());
        if (queue == null || seq == run.after()) {
            return;
        }
        release(queue.settle(seq));
        if (queue.isIdle()) {
            queues.remove(run.project());
        }
        metrics.durable(entries(run, entry -> entry.event().seq() <= seq), loop.now());
        rooms.durable(run.project(), run.epoch(), seq);
        tell(stopped ? PersistenceState.STOPPED : PersistenceState.OK);
    }

    private void lost(Run run) {
        if (isWanted(run)) {
            drop(run.project());
            rooms.lost(run.project(), run.epoch());
        }
    }

    private boolean isWanted(Run run) {
        ProjectQueue queue = queues.find(run.project(), run.epoch());
        return queue != null && queue.isInBatch(run);
    }

    private void drop(UUID project) {
        release(queues.remove(project));
    }

    /**
     * What was stopped goes on once half the bound is free: not at every event. Whoever dropped an edit meanwhile hears
     * both, stopped and ok, or its author would never send it again.
     */
    private void release(long bytes) {
        long left = undurable.addAndGet(-bytes);
        if (stopped && left <= settings.undurableBytes() / 2) {
            tell(PersistenceState.STOPPED);
            stopped = false;
            tell(PersistenceState.OK);
        }
    }

    private void tell(PersistenceState now) {
        if (state != now) {
            state = now;
            rooms.persistence(now);
        }
    }

    private record Arrival(UUID project, long epoch, List<Entry> entries) {}
}
