package dev.easel.bench.scenario;

import dev.easel.bench.load.Load;
import dev.easel.bench.server.Jvm;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Load until the servers' JVMs have compiled what they are going to compile. */
final class WarmUp {
    private static final long STEP = TimeUnit.SECONDS.toNanos(4);

    /** The part of the time that each may still spend compiling. */
    private static final double QUIET = 0.01;

    private static final int LONGEST = 6;

    private WarmUp() {}

    /** @param seconds at least; at most {@link #LONGEST} times as many */
    static void run(Load load, List<Jvm> jvms, int seconds) throws IOException {
        long begun = System.nanoTime();
        long least = begun + TimeUnit.SECONDS.toNanos(seconds);
        long most = begun + LONGEST * TimeUnit.SECONDS.toNanos(seconds);
        boolean quiet = false;
        while (System.nanoTime() < least || (!quiet && System.nanoTime() < most)) {
            long before = compilationMillis(jvms);
            load.runUntil(System.nanoTime() + STEP);
            quiet = compilationMillis(jvms) - before < jvms.size() * QUIET * TimeUnit.NANOSECONDS.toMillis(STEP);
        }
    }

    private static long compilationMillis(List<Jvm> jvms) throws IOException {
        long millis = 0;
        for (Jvm jvm : jvms) {
            millis += jvm.compilationMillis();
        }
        return millis;
    }
}
