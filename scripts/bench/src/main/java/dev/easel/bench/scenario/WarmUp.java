package dev.easel.bench.scenario;

import dev.easel.bench.load.Load;
import dev.easel.bench.server.Jvm;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Load until the server's JVM has compiled what it is going to compile. */
final class WarmUp {
    private static final long STEP = TimeUnit.SECONDS.toNanos(4);

    /** The part of the time that it may still spend compiling. */
    private static final double QUIET = 0.01;

    private static final int LONGEST = 6;

    private WarmUp() {}

    /** @param seconds at least; at most {@link #LONGEST} times as many */
    static void run(Load load, Jvm jvm, int seconds) throws IOException {
        long begun = System.nanoTime();
        long least = begun + TimeUnit.SECONDS.toNanos(seconds);
        long most = begun + LONGEST * TimeUnit.SECONDS.toNanos(seconds);
        boolean quiet = false;
        while (System.nanoTime() < least || (!quiet && System.nanoTime() < most)) {
            long before = jvm.compilationMillis();
            load.runUntil(System.nanoTime() + STEP);
            quiet = jvm.compilationMillis() - before < QUIET * TimeUnit.NANOSECONDS.toMillis(STEP);
        }
    }
}
