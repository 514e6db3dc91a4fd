package dev.easel.chaos.machine;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock that runs slower while others have the cores that the run needs. Everything a run waits for, a recovery above
 * all, is judged by this clock, so that it neither fails for want of CPU nor hides a slow server behind a busy machine.
 *
 * <p>Of each quarter of a second that part is left out in which threads of the server or of PostgreSQL waited for a
 * core <i>and</i> others had the cores: (share of the time in which they waited) × (share of the cores that others
 * had). A server that waits for a timer, a lock or an answer is not waiting for a core, so this time counts in full
 * however busy the machine is; a server that computes counts by the cores it got. What the run's own clients take from
 * the server is not left out. Time stolen by the machine below is left out in proportion to the run's own use.
 *
 * <p>Where the kernel does not tell (macOS), this is {@link System#nanoTime}.
 */
public final class FairClock implements AutoCloseable {
    private static final int WINDOW_MS = 250;
    private static final int POLL_MS = 20;

    private final Thread thread =
            Thread.ofPlatform().daemon().name("fair-clock").unstarted(this::run);

    /** Null where the kernel does not tell; the thread is not started then. */
    private final @Nullable Machine machine;

    private final long began = System.nanoTime();
    private CpuUse total = CpuUse.NONE;
    private long fair;
    private long measured = began;

    private FairClock(@Nullable Machine machine) {
        this.machine = machine;
    }

    /**
     * @param serverPids of all processes of the server and of its database, as they are now; called by another thread
     */
    public static FairClock start(Supplier<List<Long>> serverPids) throws IOException {
        FairClock clock = new FairClock(Proc.isThere() ? new Machine(serverPids) : null);
        if (clock.machine != null) {
            clock.thread.start();
        }
        return clock;
    }

    private void run() {
        Machine shared = Objects.requireNonNull(machine, "nothing to measure here");
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(WINDOW_MS);
                add(shared.sinceLast());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new IllegalStateException("how the machine is shared cannot be measured", failure);
        }
    }

    private synchronized void add(CpuUse use) {
        total = total.plus(use);
        fair += use.fair();
        measured = System.nanoTime();
    }

    /** Nanoseconds since the start. What is not measured yet, at most a quarter of a second, is not in it. */
    public synchronized long nanos() {
        return machine == null ? System.nanoTime() - began : fair;
    }

    /** Waits until the condition holds; false when it does not within {@code ms} milliseconds of this clock. */
    public boolean await(long ms, BooleanSupplier condition) throws InterruptedException {
        long deadline = nanos() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (!condition.getAsBoolean()) {
            if (nanos() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return true;
    }

    /** How much of the machine the run had, for people. */
    public synchronized String report() throws IOException {
        if (machine == null) {
            return "not measured here";
        }
        return String.format(
                "%d cores; %s; load %.1f; %.0f of %.0f s counted",
                machine.cores(), total, Proc.load(), fair / 1e9, (measured - began) / 1e9);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
