package dev.easel.server.room;

import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** A loop that runs only when the test says so, on a clock that the test moves. */
public final class TestLoop implements Loop, InstantSource {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Waiting> timers =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::at).thenComparingLong(Waiting::order));
    private long now = 1_700_000_000_000L;
    private long order;
    private final Deque<Runnable> held = new ArrayDeque<>();
    private boolean isHolding;
    private boolean isRefusing;
    private int computed;
    private long moderation;

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
        Waiting waiting = new Waiting(now + delayMs, order++, task);
        timers.add(waiting);
        return () -> timers.remove(waiting);
    }

    @Override
    public <T> Future<T> offload(Supplier<T> work) {
        try {
            return Future.succeededFuture(work.get());
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    @Override
    public void moderate(long ms) {
        moderation = ms;
    }

    /** Milliseconds for which what arrives may wait. */
    public long moderation() {
        return moderation;
    }

    /** Done at once, unless {@link #hold} or {@link #refuse} was called. */
    @Override
    public <T> Future<T> compute(Supplier<T> work) {
        if (isRefusing) {
            return Future.failedFuture(new RejectedExecutionException("too much waits"));
        }
        computed++;
        if (!isHolding) {
            return offload(work);
        }
        Promise<T> done = Promise.promise();
        held.add(() -> offload(work).onComplete(done));
        return done.future();
    }

    /** From now on what is to be computed waits for {@link #release}. */
    public void hold() {
        isHolding = true;
    }

    /** Works that wait. */
    public int held() {
        return held.size();
    }

    /** Does the oldest work that waits. */
    public void release() {
        held.remove().run();
    }

    /** From now on nothing more can be computed. */
    public void refuse() {
        isRefusing = true;
    }

    /** Works that were to be computed so far. */
    public int computed() {
        return computed;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    /** Tasks that wait for their time: each keeps in memory what it is about. */
    public int timers() {
        return timers.size();
    }

    /** Runs tasks, and those that they add, until none is left. */
    public void run() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    /** The task that runs takes so long. */
    public void spend(long ms) {
        now += ms;
    }

    /** Sets the wall clock back; timers still fire after the same time. */
    public void setBack(long ms) {
        now -= ms;
        List<Waiting> all = List.copyOf(timers);
        timers.clear();
        all.forEach(waiting -> timers.add(new Waiting(waiting.at() - ms, waiting.order(), waiting.task())));
    }

    /** Runs one task; false when there was none. */
    public boolean step() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    /** Lets time pass, and runs each timer at its time. */
    public void pass(long ms) {
        long until = now + ms;
        run();
        while (!timers.isEmpty() && timers.peek().at() <= until) {
            Waiting next = timers.poll();
            now = Math.max(now, next.at());
            tasks.add(next.task());
            run();
        }
        now = Math.max(now, until);
    }

    private record Waiting(long at, long order, Runnable task) {}
}
