package dev.easel.bench.server;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Samples a server at both ends of a window, on a thread of its own, so that the load goes on meanwhile. */
public final class Sampler {
    private final ServerUnderTest server;
    private final @Nullable Database database;
    private final Cores cores;

    /** @param database null for a server that uses none */
    public Sampler(ServerUnderTest server, @Nullable Database database, Cores cores) {
        this.server = server;
        this.database = database;
        this.cores = cores;
    }

    /** Completes soon after {@code to}, a nanosecond time as {@code from} is. */
    public CompletableFuture<Usage> over(long from, long to) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        sleepUntil(from);
                        Sample first = now();
                        sleepUntil(to);
                        return new Usage(first, now());
                    } catch (IOException | InterruptedException failure) {
                        throw new CompletionException(failure);
                    }
                },
                task -> Thread.ofPlatform().daemon().name("sampler").start(task));
    }

    private Sample now() throws IOException, InterruptedException {
        return Sample.take(server, database, cores);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }
}
