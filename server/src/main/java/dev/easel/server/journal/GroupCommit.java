package dev.easel.server.journal;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.journal.JournalStore.Failed;
import dev.easel.server.journal.JournalStore.NotWritten;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.journal.ProjectQueue.Lane;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.JournalMetrics;
import dev.easel.server.persistence.FailingProject;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.JournalListener;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the events of all rooms, one batch at a time: what arrives while a batch is in flight, or within the linger,
 * is the next batch. An event is called durable only after PostgreSQL has said so, for each project by itself. While
 * the database does not answer, everybody waits. Where it answers and a batch fails all the same, its projects are
 * left to {@link Search}, which finds the one to be {@link SetApart}.
 *
 * <p>{@link #append}, {@link #forget}, {@link #takesMore} and {@link #state} may be called from any thread; the rest is
 * confined to the journal's own loop.
 */
public final class GroupCommit implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** How many times in a row a project's row is found held before the project is set apart. */
    private static final int TIMES_HELD = 5;

    /** How long a commit may take before all are told that what they do is not durable, in milliseconds. */
    private static final long LATE_MS = 3_000;

    private final Loop loop;
    private final JournalSettings settings;

    private final ProjectQueues queues = new ProjectQueues();
    private final UndurableBytes undurable;
    private final RunOutcomes outcomes;
    private final CommitAttempt attempt;
    private final RetryPause pause;
    private final SetApart apart;
    private final Search search;

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
    private boolean hasFailed;
    private volatile @Nullable Throwable outage;

    public GroupCommit(
            Loop loop,
            JournalConnections connections,
            JournalSettings settings,
            JournalMetrics metrics,
            RandomGenerator random) {
        this.loop = loop;
        this.settings = settings;
        undurable = new UndurableBytes(settings, () -> listener);
        outcomes = new RunOutcomes(queues, undurable, metrics, () -> listener);
        attempt = new CommitAttempt(loop, connections.shared(), outcomes, metrics);
        pause = new RetryPause(random);
        CommitAttempt alone = new CommitAttempt(loop, connections.apart(), outcomes, metrics);
        apart = new SetApart(loop, queues, alone, outcomes, random, this::share);
        CommitAttempt halves = new CommitAttempt(loop, connections.search(), outcomes, metrics);
        search = new Search(queues, halves, attempt, apart::admit, this::share);
        metrics.watch(undurable::sum, this::failingProjects);
        metrics.watchState(this::state);
    }

    /** Sets who is told about outcomes; called once, before the first event is appended. */
    public void attach(JournalListener listener) {
        this.listener = listener;
    }

    // ---- taking events

    @Override
    public void append(UUID project, long epoch, List<Entry> entries) {
        boolean isFull =
                undurable.add(project, entries.stream().mapToLong(Entry::bytes).sum());
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
        if (!queues.isAnybodyReady()) {
            oldestWaitingAt = loop.now();
        }
        if (apart.isAnybodyThere()) {
            takeArrivals(); // they wait for no batch of the others
        }
        schedule();
        apart.next();
    }

    private void takeArrivals() {
        awake.set(false);
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            take(arrival);
        }
        undurable.tellWhenStopped();
    }

    private void take(Arrival arrival) {
        UUID project = arrival.project();
        ProjectQueue queue = queues.find(project, arrival.epoch());
        if (queue == null) {
            outcomes.drop(project); // of an earlier epoch
            queue = queues.add(project, arrival.epoch(), apart.laneOf(project));
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
    public boolean takesMore(UUID project) {
        return undurable.takesMore(project);
    }

    /** The state of the instance that was told last. May be called from any thread. */
    public PersistenceState state() {
        return undurable.state();
    }

    /** Why nothing is committed for anybody; empty while something is. May be called from any thread. */
    public Optional<Throwable> outage() {
        return state() == PersistenceState.OK ? Optional.empty() : Optional.ofNullable(outage);
    }

    /** The bytes of events that are taken and not committed. May be called from any thread. */
    public long undurableBytes() {
        return undurable.sum();
    }

    /** The projects that cannot be committed while others can. May be called from any thread. */
    public int failingProjects() {
        return apart.failing().size();
    }

    /** The same, the longest failing first. May be called from any thread. */
    public List<FailingProject> failing() {
        return apart.failing();
    }

    /** When the oldest event was accepted that is not durable, in milliseconds since 1970. */
    public Future<OptionalLong> oldestUndurableAt() {
        return loop.ask(() -> {
            takeArrivals();
            return Future.succeededFuture(queues.oldestAt());
        });
    }

    // ---- one batch after the other

    private void schedule() {
        if (committing || timer != null) {
            return;
        }
        takeArrivals();
        if (!queues.isAnybodyReady()) {
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
            undurable.committed(); // what failed is not wanted any more
            return;
        }
        committing = true;
        Loop.Timer late = loop.after(LATE_MS, undurable::commitFailed);
        attempt.run(batch).onComplete((held, failure) -> {
            late.cancel();
            committing = false;
            if (failure == null) {
                succeeded(held);
            } else {
                failed(batch, failure);
            }
            schedule();
        });
    }

    private void succeeded(List<Run> held) {
        hasFailed = false;
        outage = null;
        pause.reset();
        undurable.committed();
        held.forEach(this::held);
    }

    /** Another transaction holds the row of this project: it is tried a little later, and delays no other project. */
    private void held(Run run) {
        ProjectQueue queue = queues.find(run.project(), run.epoch());
        if (queue == null) {
            return;
        }
        if (queue.held() >= TIMES_HELD) {
            apart.admit(queue, new IllegalStateException("another transaction holds the row of the project"));
            return;
        }
        queue.rest(true);
        loop.after(RetryPause.FIRST_MS, () -> {
            queue.rest(false);
            wake();
        });
    }

    private void failed(List<Run> batch, Throwable failure) {
        LOG.atWarn().addKeyValue(Field.ERROR, Cause.of(failure)).log("A commit of the journal failed");
        if (!(failure instanceof NotWritten)) {
            outage = failure;
            undurable.commitFailed();
            pauseMs = pause.next();
        } else if (hasFailed || !(failure instanceof Failed failed) || failed.isOutOfTime()) {
            hasFailed = false;
            search.begin(batch);
        } else {
            hasFailed = true;
            pauseMs = pause.next();
        }
    }

    /** The project shares batches again. */
    private void share(ProjectQueue queue) {
        queue.enter(Lane.SHARED);
        wake();
    }

    private record Arrival(UUID project, long epoch, List<Entry> entries) {}
}
