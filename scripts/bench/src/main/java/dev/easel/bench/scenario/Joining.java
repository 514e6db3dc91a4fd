package dev.easel.bench.scenario;

import dev.easel.bench.load.Client;
import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Latencies;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Room;
import dev.easel.bench.load.Shapes;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.ServerUnderTest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/** S5: one client, and then many at once, join a large room that is in memory, while others edit in other rooms. */
public record Joining(String name) implements Scenario {
    private static final String CLIENT = "00000000-0000-4000-8000-ffffffffffff";
    private static final int OBJECTS = 5_000;
    private static final int PER_EDIT = 1_000;
    private static final int AT_ONCE = 50;
    private static final int ALONE = 20;
    private static final int BURSTS = 20;
    private static final int OTHER_ROOMS = 4;
    private static final int PER_ROOM = 10;
    private static final int RATE = 20;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(300);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    @Override
    public String title() {
        return "%,d objects, joined by one and by %d at once, beside %,d deliveries/s in other rooms"
                .formatted(OBJECTS, AT_ONCE, OTHER_ROOMS * PER_ROOM * RATE * (PER_ROOM - 1));
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        try (ServerUnderTest server = testBed.start(subject, Map.of());
                Wire wire = new Wire(server.address())) {
            Room large = wire.room(TestBed.socket(large(testBed, server)));
            Load load =
                    Load.on(ClientGroup.join(wire, testBed.rooms(subject, server, wire, OTHER_ROOMS), PER_ROOM), RATE);
            return new Visit(server, large, load).measure(testBed);
        }
    }

    /** A project with many objects. */
    private static String large(TestBed testBed, ServerUnderTest server) throws IOException, InterruptedException {
        String project = testBed.project(server);
        for (int edit = 1; edit <= OBJECTS / PER_EDIT; edit++) {
            StringJoiner changes = new StringJoiner(",", "[", "]");
            for (int i = 0; i < PER_EDIT; i++) {
                changes.add("{\"op\":\"put\",\"id\":\"shape-%d-%d\",\"props\":%s}"
                        .formatted(edit, i, Shapes.rectangle(20 * i, 100 * edit)));
            }
            String edits =
                    "{\"client\":\"%s\",\"edits\":[{\"edit\":%d,\"changes\":%s}]}".formatted(CLIENT, edit, changes);
            server.send("POST", "/api/projects/" + project + "/edits", edits);
        }
        return project;
    }

    /** One run, on the thread that sends and reads for all clients. */
    private static final class Visit {
        private final ServerUnderTest server;
        private final Room large;
        private final Load load;
        private int number;

        Visit(ServerUnderTest server, Room large, Load load) {
            this.server = server;
            this.large = large;
            this.load = load;
        }

        Figures measure(TestBed testBed) throws IOException {
            Client resident = load.join(++number, large);
            load.runUntil(resident::isReady);
            long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(testBed.warmUp());
            while (System.nanoTime() < warm) {
                join(1);
                join(AT_ONCE);
                pause();
            }
            Figures figures = new Figures();
            double idleCpu = idle(figures, TimeUnit.SECONDS.toNanos(testBed.seconds()));
            alone(figures, idleCpu);
            atOnce(figures, idleCpu);
            return figures.add("resident, MB", server.resident() / 1e6);
        }

        /** Returns the part of a core that the others' edits take. */
        private double idle(Figures figures, long nanos) throws IOException {
            long from = System.nanoTime();
            double before = server.cpu();
            Tally tally = load.tally(from, from + nanos);
            load.runUntil(from + nanos);
            double busy = (server.cpu() - before) / (nanos / 1e9);
            pause();
            figures.add("others' p50 idle, ms", tally.delivery().percentile(0.5))
                    .add("others' p99 idle, ms", tally.delivery().percentile(0.99));
            return busy;
        }

        private void alone(Figures figures, double idleCpu) throws IOException {
            Latencies first = new Latencies();
            Latencies all = new Latencies();
            long bytes = 0;
            Spent spent = new Spent(idleCpu);
            for (int i = 0; i < ALONE; i++) {
                spent.begin();
                Client client = join(1).getFirst();
                first.record(client.join().firstObject());
                all.record(client.join().ready());
                bytes = client.join().bytes();
                pause();
                spent.end();
            }
            figures.add("one join: first object p50, ms", first.percentile(0.5))
                    .add("one join: first object max, ms", first.max())
                    .add("one join: all objects p50, ms", all.percentile(0.5))
                    .add("one join: all objects max, ms", all.max())
                    .add("one join: server CPU, ms", spent.cpu * 1e3 / ALONE)
                    .add("one join: objects frames, MB", bytes / 1e6);
        }

        private void atOnce(Figures figures, double idleCpu) throws IOException {
            Latencies allIn = new Latencies();
            Latencies first = new Latencies();
            Spent spent = new Spent(idleCpu);
            Latencies others = new Latencies();
            Latencies late = new Latencies();
            double generator = 0;
            for (int i = 0; i < BURSTS; i++) {
                spent.begin();
                long from = System.nanoTime();
                long busyBefore = THREADS.getCurrentThreadCpuTime();
                Tally tally = load.tally(from, Long.MAX_VALUE);
                List<Client> clients = join(AT_ONCE);
                tally.endAt(System.nanoTime());
                generator += (THREADS.getCurrentThreadCpuTime() - busyBefore) / 1e6;
                allIn.record(System.nanoTime() - from);
                clients.forEach(client -> first.record(client.join().firstObject()));
                pause();
                spent.end();
                others.record((long) (tally.delivery().percentile(0.99) * 1e6));
                late.record((long) (tally.lateness().percentile(0.99) * 1e6));
            }
            figures.add("50 joins: first object p50, ms", first.percentile(0.5))
                    .add("50 joins: all in p50, ms", allIn.percentile(0.5))
                    .add("50 joins: all in max, ms", allIn.max())
                    .add("50 joins: server CPU per join, ms", spent.cpu * 1e3 / BURSTS / AT_ONCE)
                    .add("50 joins: generator CPU, ms", generator / BURSTS)
                    .add("others' p99 during 50 joins, median, ms", others.percentile(0.5))
                    .add("others' p99 during 50 joins, worst, ms", others.max())
                    .add("sent late p99 during 50 joins, median, ms", late.percentile(0.5));
        }

        /** Returns when all have joined and left again. */
        private List<Client> join(int many) throws IOException {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                clients.add(load.join(++number, large));
            }
            long deadline = System.nanoTime() + PATIENCE;
            load.runUntil(() -> clients.stream().allMatch(Client::isReady) || System.nanoTime() > deadline);
            for (Client client : clients) {
                if (client.join().objects() != OBJECTS) {
                    throw new IOException("a client got " + client.join().objects() + " objects of " + OBJECTS);
                }
                client.leave();
            }
            return clients;
        }

        private void pause() throws IOException {
            load.runUntil(System.nanoTime() + PAUSE);
        }

        /** CPU seconds beyond those that the others' edits take. */
        private final class Spent {
            private final double idle;
            private double cpu;
            private double cpuBefore;
            private long before;

            Spent(double idle) {
                this.idle = idle;
            }

            void begin() throws IOException {
                cpuBefore = server.cpu();
                before = System.nanoTime();
            }

            void end() throws IOException {
                cpu += server.cpu() - cpuBefore - idle * (System.nanoTime() - before) / 1e9;
            }
        }
    }
}
