package dev.easel.bench.line;

import dev.easel.bench.load.Client;
import dev.easel.bench.load.Latencies;
import dev.easel.bench.load.Room;
import dev.easel.bench.load.Shapes;
import dev.easel.bench.load.Wire;
import dev.easel.bench.scenario.Figures;
import dev.easel.bench.scenario.Scenario;
import dev.easel.bench.scenario.Subject;
import dev.easel.bench.scenario.TestBed;
import dev.easel.bench.server.ServerUnderTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * S12: a client joins a large board that is in memory over a line as people have it at home, each time after what was
 * kept for the one before is dropped.
 */
public record SlowJoining(String name) implements Scenario {
    private static final String CLIENT = "00000000-0000-4000-8000-ffffffffffff";
    private static final int OBJECTS = 50_000;
    private static final int PER_EDIT = 500;
    private static final int JOINS = 3;
    private static final long BITS_PER_SECOND = 10_000_000;
    private static final int ROUND_TRIP_MS = 50;

    /** What is kept of a sync is dropped after ten seconds. */
    private static final long FORGOTTEN = TimeUnit.SECONDS.toNanos(12);

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    @Override
    public String title() {
        return "%,d objects over a line of %d Mbit/s and %d ms"
                .formatted(OBJECTS, BITS_PER_SECOND / 1_000_000, ROUND_TRIP_MS);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        try (ServerUnderTest server = testBed.start(subject, Map.of());
                SlowLine line = SlowLine.to(server.address(), BITS_PER_SECOND, ROUND_TRIP_MS);
                Wire slow = new Wire(line.address())) {
            Room room = slow.room(TestBed.socket(large(testBed, server)));
            Latencies first = new Latencies();
            Latencies all = new Latencies();
            long bytes = 0;
            double before = server.cpu();
            for (int i = 0; i < JOINS; i++) {
                slow.runUntil(System.nanoTime() + FORGOTTEN);
                Client client = slow.visit(i + 1, room);
                long deadline = System.nanoTime() + PATIENCE;
                while (!client.isReady() && System.nanoTime() < deadline) {
                    slow.runUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1));
                }
                if (client.join().objects() != OBJECTS) {
                    throw new IOException("a client got " + client.join().objects() + " objects of " + OBJECTS);
                }
                first.record(client.join().firstObject());
                all.record(client.join().ready());
                bytes = client.join().bytes();
                client.leave();
            }
            return new Figures()
                    .add("first object p50, ms", first.percentile(0.5))
                    .add("all objects p50, ms", all.percentile(0.5))
                    .add("all objects max, ms", all.max())
                    .add("objects frames, MB", bytes / 1e6)
                    .add("server CPU per join, ms", (server.cpu() - before) * 1e3 / JOINS);
        }
    }

    /** A board whose objects have what tells them apart in a drawing: ids, places, seeds and nonces by chance. */
    private static String large(TestBed testBed, ServerUnderTest server) throws IOException, InterruptedException {
        String project = testBed.project(server);
        Random random = new Random(1);
        for (int edit = 1; edit <= OBJECTS / PER_EDIT; edit++) {
            StringJoiner changes = new StringJoiner(",", "[", "]");
            for (int i = 0; i < PER_EDIT; i++) {
                changes.add(
                        "{\"op\":\"put\",\"id\":\"%s\",\"props\":%s}".formatted(id(random), props(random, edit * i)));
            }
            String edits =
                    "{\"client\":\"%s\",\"edits\":[{\"edit\":%d,\"changes\":%s}]}".formatted(CLIENT, edit, changes);
            server.send("POST", "/api/projects/" + project + "/edits", edits);
        }
        return project;
    }

    private static String props(Random random, int number) {
        String drawn = Shapes.element(number, random.nextInt(100_000));
        return drawn.substring(0, drawn.length() - 1)
                + ",\"versionNonce\":%d,\"y2\":%s,\"w2\":%s}"
                        .formatted(random.nextInt(1 << 30), random.nextDouble(), random.nextDouble());
    }

    private static String id(Random random) {
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 21; i++) {
            id.append(digits.charAt(random.nextInt(digits.length())));
        }
        return id.toString();
    }
}
