package dev.easel.bench.scenario;

import dev.easel.bench.load.Client;
import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Latencies;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.PowerLaw;
import dev.easel.bench.load.Room;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.Sampler;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.bench.server.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/**
 * What a delivery and a join cost at each of several sizes. Each event is sent on at once; where the number of rooms
 * grows, there are so many events that they are gathered at every size. All sizes are on one server from the beginning
 * and are measured in turns, upwards and downwards, so that what changes with time affects all of them alike. What the
 * server uses while nobody edits is not counted.
 *
 * @param sizes of what grows
 * @param shapes what there is at a size
 * @param joins of each size that are measured, too
 */
public record Growth(String name, String what, List<Integer> sizes, IntFunction<Shape> shapes, int joins)
        implements Scenario {
    /** Of one room. */
    private static final int DELIVERIES_PER_SECOND = 8_000;
    /** Of each of many rooms: those of S2. */
    private static final int DELIVERIES_PER_ROOM = 1_800;

    private static final long SETTLE = TimeUnit.SECONDS.toNanos(1);
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(10);

    /**
     * @param perRoom clients
     * @param deliveries per second of each room
     * @param objects in each room, besides those that move
     * @param events of each room that have passed
     */
    public record Shape(int rooms, int perRoom, int deliveries, int objects, int events) {
        double rate() {
            return (double) deliveries / perRoom / (perRoom - 1);
        }
    }

    public static Growth ofClients(String name) {
        return new Growth(
                name,
                "clients per room",
                List.of(5, 10, 20, 40),
                size -> new Shape(1, size, DELIVERIES_PER_SECOND, 0, 0),
                0);
    }

    public static Growth ofRooms(String name) {
        return new Growth(
                name, "rooms", List.of(12, 18, 27, 40), size -> new Shape(size, 10, DELIVERIES_PER_ROOM, 0, 0), 0);
    }

    public static Growth ofObjects(String name) {
        return new Growth(
                name,
                "objects",
                List.of(100, 1_000, 10_000, 50_000),
                size -> new Shape(1, 10, DELIVERIES_PER_SECOND, size, 0),
                0);
    }

    public static Growth ofHistory(String name) {
        return new Growth(
                name,
                "past events",
                List.of(100, 1_000, 10_000, 100_000),
                size -> new Shape(1, 10, DELIVERIES_PER_SECOND, 100, size),
                100);
    }

    @Override
    public String title() {
        return "what grows with %s, at %,d deliveries/s of each room"
                .formatted(what, shapes.apply(sizes.getFirst()).deliveries());
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        try (ServerUnderTest server = testBed.start(subject, TestBed.NO_LIMIT);
                Wire wire = new Wire(server.address())) {
            Sampler sampler = testBed.sampler(subject, server);
            List<Size> all = new ArrayList<>();
            for (int size : sizes) {
                all.add(new Size(size, shapes.apply(size), testBed, server, wire));
            }
            for (Size size : all) {
                WarmUp.run(size.load(), List.of(server.jvm()), Math.max(1, testBed.warmUp() / all.size()));
                size.rehearse(joins / 2);
            }
            Usage idle = idle(sampler, wire, testBed.seconds());
            for (Size size : all) {
                size.measure(sampler, testBed.seconds(), idle);
                size.join(joins / 2);
            }
            for (Size size : all.reversed()) {
                size.measure(sampler, testBed.seconds(), idle);
                size.join(joins / 2);
            }
            return figures(all, idle);
        }
    }

    /** What the server uses while all clients are connected and nobody edits. */
    private static Usage idle(Sampler sampler, Wire wire, int seconds) throws IOException {
        long from = System.nanoTime() + SETTLE;
        long to = from + TimeUnit.SECONDS.toNanos(seconds);
        CompletableFuture<Usage> usage = sampler.over(from, to);
        wire.runUntil(to);
        return usage.join();
    }

    private Figures figures(List<Size> all, Usage idle) {
        Figures figures = new Figures();
        EditingFigures.disturbance(figures, idle);
        all.forEach(size -> size.usages.forEach(usage -> EditingFigures.disturbance(figures, usage)));
        figures(figures, all, "server CPU per delivery, µs", Size::cpuPerDelivery);
        figures(figures, all, "frames per delivery, all counted", size -> size.frames / size.deliveries);
        figures(figures, all, "edit to delivery p50, ms", size -> size.delivery);
        if (joins > 0) {
            figures(figures, all, "join p50, ms", size -> size.joins.percentile(0.5));
            figures(figures, all, "server CPU per join, ms", size -> size.joinCpu * 1e3 / joins);
        }
        return figures;
    }

    private void figures(Figures figures, List<Size> all, String name, ToDoubleFunction<Size> figure) {
        all.forEach(size -> figures.add("%s, at %,d %s".formatted(name, size.size, what), figure.applyAsDouble(size)));
        figures.add(
                "exponent of " + name.substring(0, name.indexOf(',')),
                PowerLaw.exponent(
                        all.stream().mapToDouble(size -> size.size).toArray(),
                        all.stream().mapToDouble(figure).toArray()));
    }

    /** The rooms of one size, and what they have cost so far. */
    private static final class Size {
        private final int size;
        private final Shape shape;
        private final ServerUnderTest server;
        private final Wire wire;
        private final List<Room> rooms = new ArrayList<>();
        private final ClientGroup group;
        private Latencies joins = new Latencies();
        private double joinCpu;
        private double cpu;
        private double deliveries;
        private double frames;
        private final List<Usage> usages = new ArrayList<>();
        private double delivery = Double.POSITIVE_INFINITY;
        private int number;

        Size(int size, Shape shape, TestBed testBed, ServerUnderTest server, Wire wire)
                throws IOException, InterruptedException {
            this.size = size;
            this.shape = shape;
            this.server = server;
            this.wire = wire;
            for (int i = 0; i < shape.rooms; i++) {
                Drawing drawing = new Drawing(server, testBed.project(server), shape.objects);
                drawing.put(1);
                drawing.move(shape.events);
                rooms.add(wire.room(TestBed.socket(drawing.project())));
            }
            group = ClientGroup.join(wire, rooms, shape.perRoom);
        }

        Load load() {
            return Load.on(group, shape.rate());
        }

        double cpuPerDelivery() {
            return cpu / deliveries * 1e6;
        }

        void measure(Sampler sampler, int seconds, Usage idle) throws IOException {
            Load load = load();
            long from = System.nanoTime() + SETTLE;
            long to = from + TimeUnit.SECONDS.toNanos(seconds);
            Tally tally = load.tally(from, to);
            CompletableFuture<Usage> usage = sampler.over(from, to);
            load.runUntil(to);
            load.drain(DRAIN, true);
            cpu += usage.join().serverCpuWithoutCompiler()
                    - idle.serverCpuWithoutCompiler()
                            / idle.seconds()
                            * usage.join().seconds();
            usages.add(usage.join());
            frames += tally.framesPerSecond() * usage.join().seconds();
            deliveries += tally.deliveriesPerSecond() * usage.join().seconds();
            delivery = Math.min(delivery, tally.delivery().percentile(0.5));
        }

        void rehearse(int times) throws IOException {
            join(times);
            joins = new Latencies();
            joinCpu = 0;
        }

        /** Joins one after the other, while nobody edits. */
        void join(int times) throws IOException {
            double before = server.cpu();
            for (int i = 0; i < times; i++) {
                Client client = wire.visit(1_000_000 + ++number, rooms.getFirst());
                wire.await("came in", client::isReady);
                joins.record(client.join().ready());
                client.leave();
            }
            joinCpu += server.cpu() - before;
        }
    }
}
