package dev.easel.server.fuzz;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Watches what the inputs of a target cost: the time of each, and the heap that all of them leave behind. For one
 * thread.
 *
 * <p>An input is too slow when it takes longer than {@code EASEL_FUZZ_HANG_S} (1 s) and keeps the processor busy for
 * that time: a machine that is slow because of others is no fault. What waits for ever without computing is found by
 * the fuzzer.
 */
public final class InputWatch {
    /** What may stay on the heap after the first look, in bytes. */
    private static final long MOST_LEFT = 32 << 20;

    private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(10);

    private static final long SLOW =
            TimeUnit.SECONDS.toNanos(Integer.parseInt(System.getenv().getOrDefault("EASEL_FUZZ_HANG_S", "1")));

    private final OperatingSystemMXBean processor =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final Runnable tidying;
    private boolean isWatching;
    private long nextLook;
    private long usedAtFirst = -1;
    private long inputs;

    /** A run of one input. */
    public interface Input<E extends Exception> {
        void run() throws E;
    }

    public InputWatch() {
        this(() -> {});
    }

    /** @param tidying removes what inputs are meant to leave behind; runs before each look at the heap */
    public InputWatch(Runnable tidying) {
        this.tidying = tidying;
    }

    /** From now on inputs are watched. Until then, and where inputs are only replayed, they may take their time. */
    public void start() {
        isWatching = true;
        nextLook = System.nanoTime() + LOOK_EVERY;
    }

    /** @throws IllegalStateException it is too slow, or the inputs so far leave too much behind */
    public <E extends Exception> void run(Input<E> input) throws E {
        if (!isWatching) {
            input.run();
            return;
        }
        long busyBefore = processor.getProcessCpuTime();
        long before = System.nanoTime();
        input.run();
        long after = System.nanoTime();
        inputs++;
        if (after - before > SLOW && processor.getProcessCpuTime() - busyBefore > SLOW) {
            throw new IllegalStateException("an input took " + TimeUnit.NANOSECONDS.toMillis(after - before) + " ms");
        }
        if (after - nextLook > 0) {
            look();
            nextLook = System.nanoTime() + LOOK_EVERY;
        }
    }

    private void look() {
        tidying.run();
        System.gc();
        long used = memory.getHeapMemoryUsage().getUsed();
        if (usedAtFirst < 0) {
            usedAtFirst = used;
            inputs = 0;
        } else if (used - usedAtFirst > MOST_LEFT) {
            throw new IllegalStateException(
                    "a leak: " + inputs + " inputs left " + (used - usedAtFirst) + " bytes on the heap");
        }
    }
}
