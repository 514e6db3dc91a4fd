package dev.easel.bench.scenario;

import dev.easel.bench.attack.Assault;
import dev.easel.bench.attack.Attacks;
import dev.easel.bench.load.Client;
import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Latencies;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Room;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.ServerUnderTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * S10-forwarded: 2,000 edits/s to the instance that owns the projects, and 2,000 through another one, in turns on the
 * same two servers; and what readers that do not read cost the owner on either way.
 */
public record Forwarded(String name) implements Scenario {
    private static final int ROOMS = 20;
    private static final int PER_ROOM = 10;
    private static final int RATE = 10;

    private static final long SETTLE = TimeUnit.SECONDS.toNanos(1);
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(10);

    @Override
    public String title() {
        return "%d × %d clients × %d edits/s through the instance that owns their projects, and through another"
                .formatted(ROOMS, PER_ROOM, RATE);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        List<ServerUnderTest> instances = testBed.instances(2);
        ServerUnderTest owner = instances.get(0);
        ServerUnderTest other = instances.get(1);
        try (Wire toOwner = new Wire(owner.address())) {
            Way direct = new Way("direct", owner, toOwner, toOwner, owner.address(), testBed);
            Way passedOn = new Way("passed on", owner, toOwner, toOwner.to(other.address()), other.address(), testBed);
            for (Way way : List.of(direct, passedOn)) {
                WarmUp.run(way.load(), List.of(owner.jvm(), other.jvm()), testBed.warmUp());
            }
            for (Way way : List.of(direct, passedOn, passedOn, direct)) {
                way.measure(testBed.seconds());
            }
            for (Way way : List.of(direct, passedOn, passedOn, direct)) {
                way.beside(testBed.seconds());
            }
            Figures figures = new Figures();
            direct.report(figures);
            passedOn.report(figures);
            return figures;
        } finally {
            other.close();
            owner.close();
        }
    }

    /** A group of clients whose projects one instance owns, and which comes by one way; and what was seen of it. */
    private static final class Way {
        private final String title;
        private final ServerUnderTest owner;
        private final InetSocketAddress door;
        private final List<String> projects = new ArrayList<>();
        private final ClientGroup group;
        private final Latencies echo = new Latencies();
        private final Latencies delivery = new Latencies();
        private double seconds;
        private double ownerCpu;
        private double besideSeconds;
        private double besideCpu;
        private long besideHeap;
        private long missing;

        Way(String title, ServerUnderTest owner, Wire toOwner, Wire wire, InetSocketAddress door, TestBed testBed)
                throws IOException, InterruptedException {
            this.title = title;
            this.owner = owner;
            this.door = door;
            List<Room> rooms = new ArrayList<>();
            for (int i = 0; i < ROOMS; i++) {
                projects.add(testBed.project(owner));
                Room room = wire.room(TestBed.socket(projects.getLast()));
                rooms.add(room);
                // Makes the project the owner's, and keeps it there: a room goes to where all its people are.
                Client watcher = toOwner.visit(ROOMS * PER_ROOM + i, room);
                toOwner.await("joined", watcher::isReady);
            }
            group = ClientGroup.join(wire, rooms, PER_ROOM);
        }

        Load load() {
            return Load.on(group, RATE);
        }

        void measure(int window) throws IOException {
            Load load = load();
            load.runUntil(System.nanoTime() + SETTLE);
            long from = System.nanoTime();
            double cpu = owner.cpu();
            Tally tally = load.tally(from, from + TimeUnit.SECONDS.toNanos(window));
            load.runUntil(from + TimeUnit.SECONDS.toNanos(window));
            ownerCpu += owner.cpu() - cpu;
            seconds += window;
            missing += load.drain(DRAIN, true);
            echo.add(tally.echo());
            delivery.add(tally.delivery());
        }

        /** The same load, with readers in all its rooms that come by the same way and do not read. */
        void beside(int window) throws Exception {
            Load load = load();
            try (Assault _ = Assault.begin(Attacks.mute(), door, projects)) {
                load.runUntil(System.nanoTime() + 2 * SETTLE);
                long from = System.nanoTime();
                double cpu = owner.cpu();
                load.tally(from, from + TimeUnit.SECONDS.toNanos(window));
                load.runUntil(from + TimeUnit.SECONDS.toNanos(window));
                besideCpu += owner.cpu() - cpu;
                besideSeconds += window;
                besideHeap = Math.max(besideHeap, owner.jvm().live());
                missing += load.drain(DRAIN, true);
            }
        }

        void report(Figures figures) {
            figures.add("edit to echo p50, ms, " + title, echo.percentile(0.5))
                    .add("edit to echo p99, ms, " + title, echo.percentile(0.99))
                    .add("edit to delivery p50, ms, " + title, delivery.percentile(0.5))
                    .add("edit to delivery p99, ms, " + title, delivery.percentile(0.99))
                    .add("owner's CPU, % of a core, " + title, 100 * ownerCpu / seconds)
                    .add("owner's CPU beside mute readers, % of a core, " + title, 100 * besideCpu / besideSeconds)
                    .add("owner's heap beside mute readers, MB, " + title, besideHeap / 1e6);
            if (missing > 0) {
                figures.remark(title + ": " + missing + " deliveries did not come");
            }
        }
    }
}
