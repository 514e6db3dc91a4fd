package dev.easel.bench.scenario;

import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.Jvm;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.bench.server.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * S11: one room after the other, each larger than the one before: some edit, the others read. In a second window a part
 * of those who read move their cursors, too.
 *
 * @param sizes sockets in one room; the first is what the others are compared with
 */
public record BigRooms(String name, List<Integer> sizes) implements Scenario {
    private static final int EDITORS = 20;
    private static final int EDITS_PER_SECOND = 10;

    /** Of so many sockets one moves its cursor. */
    private static final int POINTING = 10;

    private static final int MOVES_PER_SECOND = 10;
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(1);
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(10);

    /** Until then what a join needed for a while is let go. */
    private static final long FORGOTTEN = TimeUnit.SECONDS.toNanos(11);

    private static final Map<String, String> SETTINGS =
            Map.of("EASEL_LIMIT_SESSIONS", "10000", "EASEL_CONNECTION_RATE", "0");

    @Override
    public String title() {
        return "one room, %d editing at %d/s, the others reading".formatted(EDITORS, EDITS_PER_SECOND);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL, Subject.BATCHING);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        Figures figures = new Figures();
        double measure = 0;
        try (ServerUnderTest server = testBed.start(subject, SETTINGS)) {
            for (int size : sizes) {
                TestBed.Recording recording = testBed.record(name() + "-" + size, subject, server);
                double cost = new Size(size, subject, testBed, server, figures).measure();
                recording.save();
                measure = measure == 0 ? cost : measure;
                figures.add(size + ": CPU per delivery, times that of " + sizes.getFirst(), cost / measure);
            }
        } catch (IOException failure) {
            if (measure == 0) {
                throw failure;
            }
            figures.remark("a larger room did not come about: " + failure.getMessage());
        }
        return figures;
    }

    /** One room. */
    private record Size(int size, Subject subject, TestBed testBed, ServerUnderTest server, Figures figures) {
        /** Returns the CPU of a million deliveries, in seconds. */
        double measure() throws Exception {
            long before = server.jvm().live();
            try (Wire wire = new Wire(server.address())) {
                ClientGroup group = joined(wire);
                Load load = Load.on(group, EDITS_PER_SECOND);
                WarmUp.run(load, List.of(server.jvm()), testBed.warmUp());
                double cost = window("", load);
                if (subject != Subject.EASEL) {
                    group.leave();
                    return cost; // it knows edits only
                }
                load.point(Math.max(1, size / POINTING), MOVES_PER_SECOND);
                load.runUntil(System.nanoTime() + SETTLE);
                window("cursors moving, ", load);
                wire.runUntil(System.nanoTime() + FORGOTTEN);
                Jvm jvm = server.jvm();
                add("heap of a session, KiB", (jvm.live() - before) / 1024.0 / size);
                add("resident, MB", server.resident() / 1e6);
                group.leave();
                return cost;
            }
        }

        private ClientGroup joined(Wire wire) throws IOException, InterruptedException {
            long began = System.nanoTime();
            double cpu = server.cpu();
            Tally tally = Tally.from(began);
            ClientGroup group = ClientGroup.join(
                    wire, testBed.rooms(subject, server, wire, 1).getFirst(), size, EDITORS, tally);
            add("all joined, s", tally.seconds());
            add("bytes of a join, KB", tally.bytes() / 1e3 / size);
            if (subject == Subject.EASEL) {
                group.point();
            }
            wire.runUntil(System.nanoTime() + SETTLE);
            add("CPU of a join and of a first word of presence, ms", (server.cpu() - cpu) * 1e3 / size);
            return group;
        }

        private double window(String what, Load load) throws Exception {
            load.runUntil(System.nanoTime() + SETTLE);
            long from = System.nanoTime();
            long to = from + TimeUnit.SECONDS.toNanos(testBed.seconds());
            Tally tally = load.tally(from, to);
            CompletableFuture<Usage> sampled = testBed.sampler(subject, server).over(from, to);
            load.runUntil(to);
            long missing = load.drain(DRAIN, false);
            Usage usage = sampled.join();
            double delivered = tally.deliveriesPerSecond();
            double cost = usage.serverBusy() / delivered * 1e6;
            add(what + "deliveries/s", delivered);
            add(what + "edit to delivery p50, ms", tally.delivery().percentile(0.5));
            add(what + "edit to delivery p99, ms", tally.delivery().percentile(0.99));
            add(what + "server CPU, % of a core", 100 * usage.serverBusy());
            add(what + "CPU per million deliveries, s", cost);
            add(what + "frames/s to each", tally.framesPerSecond() / size);
            double events = tally.bytesPerSecond() - tally.presenceBytesPerSecond();
            add(what + "bytes a delivery, without presence", events / delivered);
            add(what + "presence frames/s to each", tally.presencesPerSecond() / size);
            add(what + "presence, KB/s to each", tally.presenceBytesPerSecond() / 1e3 / size);
            add(what + "generator's core busy, %", 100 * usage.generatorCoreBusy());
            String where = size + ", " + what;
            if (missing > 0) {
                figures.remark(where + missing + " deliveries did not come");
            }
            if (tally.timesLagged() > 0) {
                figures.remark(where + "clients were cut off and synced again " + tally.timesLagged() + " times");
            }
            if (EditingFigures.isLimitedByGenerator(tally, usage)) {
                figures.remark(where + "the generator is the limit");
            }
            EditingFigures.disturbance(figures, usage);
            return cost;
        }

        private void add(String what, double value) {
            figures.add(size + ": " + what, value);
        }
    }
}
