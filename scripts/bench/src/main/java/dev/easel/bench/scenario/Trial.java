package dev.easel.bench.scenario;

import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.Sampler;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.bench.server.Usage;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A warmed-up server and a group of clients that tries one rate after another. Easel's limit on a session's edits is
 * lifted.
 */
final class Trial implements AutoCloseable {
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(2);
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(5);
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(5);

    private final int perRoom;
    private final ServerUnderTest server;
    private final Wire wire;
    private final ClientGroup group;
    private final Sampler sampler;

    /**
     * @param rooms how many, each with {@code perRoom} clients
     * @param warmUpRate edits per second of each client
     */
    Trial(Subject subject, TestBed testBed, int rooms, int perRoom, double warmUpRate)
            throws IOException, InterruptedException {
        this.perRoom = perRoom;
        server = testBed.start(subject, TestBed.NO_LIMIT);
        wire = new Wire(server.address());
        group = ClientGroup.join(wire, testBed.rooms(subject, server, wire, rooms), perRoom);
        sampler = testBed.sampler(subject, server);
        Load.on(group, warmUpRate).runUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(testBed.warmUp()));
    }

    Step step(double editsPerSecond) {
        Load load = Load.on(group, editsPerSecond);
        long from = System.nanoTime() + SETTLE;
        long to = from + WINDOW;
        Tally tally = load.tally(from, to);
        CompletableFuture<Usage> usage = sampler.over(from, to);
        String trouble = "";
        try {
            load.runUntil(to);
            long missing = load.drain(DRAIN, false);
            if (missing > 0) {
                trouble = missing + " deliveries did not come in time";
            }
        } catch (IOException failure) {
            trouble = failure.toString();
        }
        double edits = load.editsPerSecond();
        Step step = new Step(tally, usage.join(), edits, edits * (perRoom - 1), trouble);
        System.err.println("    " + step);
        return step;
    }

    @Override
    public void close() throws IOException {
        wire.close();
        server.close();
    }
}
