package dev.easel.bench.scenario;

import dev.easel.bench.load.Client;
import dev.easel.bench.load.Room;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.ServerUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * S13-joins: what a server is asked first that has just started: a large project, and a project that many join at once,
 * whether it is in memory or not. Each of them on a server of its own, after the generator has been warmed up.
 */
public record FirstJoins(String name) implements Scenario {
    private static final int LOADED = 20_000;
    private static final int JOINED = 5_000;
    private static final int AT_ONCE = 50;

    /** Bursts that the generator is warmed up by. */
    private static final int EARLY = 10;

    /** What a burst of joins leaves to be done belongs to it for so long. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(300);

    @Override
    public String title() {
        return "right after a start: %,d objects, joined by one; %,d objects, joined by %d at once"
                .formatted(LOADED, JOINED, AT_ONCE);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        Figures figures = new Figures();
        String loaded;
        String joined;
        try (ServerUnderTest early = testBed.start(subject, Map.of())) {
            loaded = drawn(testBed, early, LOADED);
            joined = drawn(testBed, early, JOINED);
            for (int i = 0; i < EARLY; i++) {
                visit(early, loaded, LOADED, 1);
                visit(early, joined, JOINED, AT_ONCE);
            }
        }
        try (ServerUnderTest server = testBed.start(subject, Map.of())) {
            figures.add("server CPU until it serves, s", server.cpu());
            firstLoad(testBed, server, loaded, figures);
        }
        try (ServerUnderTest server = testBed.start(subject, Map.of())) {
            joins(server, joined, "50 joins, nothing in memory", figures);
        }
        try (ServerUnderTest server = testBed.start(subject, Map.of())) {
            visit(server, joined, JOINED, 1);
            joins(server, joined, "50 joins, in memory", figures);
        }
        return figures;
    }

    private static String drawn(TestBed testBed, ServerUnderTest server, int objects)
            throws IOException, InterruptedException {
        Drawing drawing = new Drawing(server, testBed.project(server), objects);
        drawing.put(1);
        drawing.flush();
        return drawing.project();
    }

    private static void firstLoad(TestBed testBed, ServerUnderTest server, String project, Figures figures)
            throws IOException {
        double cpu = server.cpu();
        double database = testBed.database().cpu();
        Visit visit = visit(server, project, LOADED, 1);
        figures.add(
                        "first load: first object, ms",
                        visit.clients().getFirst().join().firstObject() / 1e6)
                .add("first load: all objects, ms", visit.nanos() / 1e6)
                .add("first load: server CPU, ms", (server.cpu() - cpu) * 1e3)
                .add("first load: PostgreSQL CPU, ms", (testBed.database().cpu() - database) * 1e3);
    }

    private static void joins(ServerUnderTest server, String project, String name, Figures figures) throws IOException {
        double cpu = server.cpu();
        Visit visit = visit(server, project, JOINED, AT_ONCE);
        long bytes = visit.clients().stream()
                .mapToLong(client -> client.join().bytes())
                .sum();
        figures.add(name + ": all in, ms", visit.nanos() / 1e6)
                .add(name + ": server CPU per join, ms", (server.cpu() - cpu) * 1e3 / AT_ONCE)
                .add(name + ": objects frames, MB", bytes / 1e6);
    }

    /** This many join at once. They stay for a moment after the last of them has all objects. */
    private static Visit visit(ServerUnderTest server, String project, int objects, int many) throws IOException {
        try (Wire wire = new Wire(server.address())) {
            Room room = wire.room(TestBed.socket(project));
            long from = System.nanoTime();
            List<Client> clients = new ArrayList<>();
            for (int i = 1; i <= many; i++) {
                clients.add(wire.visit(i, room));
            }
            wire.await("joined", () -> clients.stream().allMatch(Client::isReady));
            long nanos = System.nanoTime() - from;
            for (Client client : clients) {
                if (client.join().objects() != objects) {
                    throw new IOException("a client got " + client.join().objects() + " objects of " + objects);
                }
            }
            wire.runUntil(System.nanoTime() + PAUSE);
            return new Visit(clients, nanos);
        }
    }

    /** @param nanos until all of them were in */
    private record Visit(List<Client> clients, long nanos) {}
}
