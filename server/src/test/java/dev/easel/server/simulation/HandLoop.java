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
 * One thread of a server, turned by hand: its tasks run in order, one at each turn. What is offloaded runs as a task of
 * another loop.
 */
final class HandLoop implements Loop {
    private final Clock clock;
    private final HandLoop workers;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::order));
    private long order;

    /** @param workers where offloaded work runs; null: here */
    HandLoop(Clock clock, HandLoop workers) {
        this.clock = clock;
        this.workers = workers == null ? this : workers;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Behind the tasks there are, and those that they bring. */
    @Override
    public void giveWay(Runnable piece) {
        execute(() -> execute(piece));
    }

    @Override
    public Timer after(long delayMs, Runnable task) {
        Alarm alarm = new Alarm(clock.millis() + delayMs, order++, task);
        alarms.add(alarm);
        return alarm;
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

    @Override
    public long now() {
        return clock.millis();
    }

    /** Whether there is a task to run now. */
    boolean isBusy() {
        while (!alarms.isEmpty() && alarms.peek().at <= clock.millis()) {
            Alarm due = alarms.poll();
            tasks.add(due::ring);
        }
        return !tasks.isEmpty();
    }

    /** Runs one task; there must be one. */
    void turn() {
        tasks.remove().run();
    }

    private static final class Alarm implements Timer {
        private final long at;
        private final long order;
        private Runnable task;

        Alarm(long at, long order, Runnable task) {
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

        void ring() {
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
