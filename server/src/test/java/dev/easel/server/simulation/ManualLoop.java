package dev.easel.server.simulation;

import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * One thread of a server that runs only when told: its tasks in order, one at each {@link #turn}. Offloaded work runs
 * as a task of another loop.
 */
public final class ManualLoop implements Loop {
    private final InstanceClock clock;
    private final ManualLoop workers;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<PendingTimer> timers =
            new PriorityQueue<>(Comparator.comparingLong(PendingTimer::at).thenComparingLong(PendingTimer::order));
    private long order;

    /** @param workers where offloaded work runs; null: here */
    public ManualLoop(InstanceClock clock, ManualLoop workers) {
        this.clock = clock;
        this.workers = workers == null ? this : workers;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs the piece after the tasks that wait now, and after the tasks that they add. */
    @Override
    public void giveWay(Runnable piece) {
        execute(() -> execute(piece));
    }

    @Override
    public Timer after(long delayMs, Runnable task) {
        PendingTimer timer = new PendingTimer(clock.monotonicMs() + delayMs, order++, task);
        timers.add(timer);
        return timer;
    }

    @Override
    public <T> Future<T> offload(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        workers.execute(() -> {
            T result;
            try {
                result = work.get();
            } catch (RuntimeException failure) {
                done.fail(failure);
                return;
            }
            done.complete(result);
        });
        return done.future();
    }

    /** Nothing arrives over sockets here. */
    @Override
    public void moderate(long ms) {}

    @Override
    public long now() {
        return clock.worldMs();
    }

    /** Whether there is a task to run now. */
    boolean isBusy() {
        while (!timers.isEmpty() && timers.peek().at <= clock.monotonicMs()) {
            PendingTimer due = timers.poll();
            tasks.add(due::fire);
        }
        return !tasks.isEmpty();
    }

    /** Runs one task; there must be one. */
    void turn() {
        tasks.remove().run();
    }

    private static final class PendingTimer implements Timer {
        private final long at;
        private final long order;
        private Runnable task;

        PendingTimer(long at, long order, Runnable task) {
            this.at = at;
            this.order = order;
            this.task = task;
        }

        long at() {
            return at;
        }

        long order() {
            return order;
        }

        void fire() {
            if (task != null) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            task = null;
        }
    }
}
