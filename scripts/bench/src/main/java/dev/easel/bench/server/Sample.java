package dev.easel.bench.server;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All counters at one moment.
 *
 * @param at nanosecond time
 * @param serverCpu CPU seconds of the server; the others likewise
 * @param serverCoreIdle seconds in which its core had nothing to do
 * @param metrics the server's own; empty for one that has none
 */
record Sample(
        long at,
        double serverCpu,
        double databaseCpu,
        double generatorCpu,
        double serverCoreIdle,
        double generatorCoreIdle,
        Map<String, Double> threadCpu,
        long allocated,
        Jvm.Collections collections,
        Database.Counters database,
        Optional<Metrics> metrics) {

    /** @param database null for a server that uses none */
    static Sample take(ServerUnderTest server, @Nullable Database database, Cores cores)
            throws IOException, InterruptedException {
        // What costs the server something comes first, and the CPU last.
        Optional<Metrics> metrics = database == null ? Optional.empty() : Optional.of(server.metrics());
        Database.Counters counters = database == null ? new Database.Counters(0, 0) : database.counters();
        long allocated = server.jvm().allocated();
        Jvm.Collections collections = server.jvm().collections();
        Map<String, Double> threads = server.threadCpu();
        return new Sample(
                System.nanoTime(),
                server.cpu(),
                database == null ? 0 : database.cpu(),
                Proc.cpu(ProcessHandle.current().pid()),
                Proc.idle(cores.server()),
                Proc.idle(cores.generator()),
                threads,
                allocated,
                collections,
                counters,
                metrics);
    }
}
