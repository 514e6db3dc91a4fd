package dev.easel.bench.scenario;

import dev.easel.bench.load.BoardFiller;
import dev.easel.bench.load.Client;
import dev.easel.bench.load.Room;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.ServerUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * S6: how much heap rooms and their objects take after a collection: when one client of each room has drawn them, and
 * when another server has loaded them from PostgreSQL.
 */
public record Memory(String name) implements Scenario {
    private static final int ROOMS = 100;
    private static final int OBJECTS = 1_000;

    /** After this time a room no longer keeps what it caches for a while after a join, such as its snapshot. */
    private static final long FORGOTTEN = TimeUnit.SECONDS.toNanos(11);

    @Override
    public String title() {
        return "heap of %d rooms × %,d objects".formatted(ROOMS, OBJECTS);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        Map<String, String> settings = new HashMap<>(TestBed.NO_LIMIT);
        settings.put("EASEL_ROOM_IDLE_MS", "3600000");
        List<String> paths;
        double json = IntStream.range(0, OBJECTS)
                .mapToLong(i -> BoardFiller.object(i).length())
                .average()
                .orElseThrow();
        Figures figures = new Figures().add("an object's compact JSON, bytes", json);
        Heap drawn;
        try (ServerUnderTest server = testBed.start(subject, settings);
                Wire wire = new Wire(server.address())) {
            new Rooms(server, wire, paths(testBed, server)).rehearse();
            paths = paths(testBed, server);
            drawn = new Rooms(server, wire, paths).draw();
        }
        try (ServerUnderTest server = testBed.start(subject, settings);
                Wire wire = new Wire(server.address())) {
            new Rooms(server, wire, paths(testBed, server)).rehearse();
            Heap loaded = new Rooms(server, wire, paths).load();
            drawn.into(figures, json);
            return figures.add("loaded, bytes per object", perObject(loaded.full - drawn.empty))
                    .add("loaded, times its JSON", perObject(loaded.full - drawn.empty) / json)
                    .add("loaded, with a session, times its JSON", perObject(loaded.fullOpen - drawn.open) / json);
        }
    }

    private static List<String> paths(TestBed testBed, ServerUnderTest server)
            throws IOException, InterruptedException {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            paths.add(TestBed.socket(testBed.project(server)));
        }
        return paths;
    }

    private static double perObject(long bytes) {
        return (double) bytes / ROOMS / OBJECTS;
    }

    /**
     * Bytes of heap above that of a server without rooms, when there are rooms
     *
     * @param empty and nobody in them
     * @param open and one client in each
     * @param fullOpen and one client in each, and objects
     * @param full and objects
     */
    private record Heap(long empty, long open, long fullOpen, long full) {
        void into(Figures figures, double json) {
            figures.add("an empty room, KiB", empty / 1024.0 / ROOMS)
                    .add("an empty room and its session, KiB", open / 1024.0 / ROOMS)
                    .add("drawn, bytes per object", perObject(full - empty))
                    .add("drawn, times its JSON", perObject(full - empty) / json)
                    .add("drawn, with the session that drew, times its JSON", perObject(fullOpen - open) / json);
        }
    }

    /** Several rooms, each with or without a client. */
    private static final class Rooms {
        private final ServerUnderTest server;
        private final Wire wire;
        private final List<Room> rooms;
        private List<Client> clients = List.of();

        Rooms(ServerUnderTest server, Wire wire, List<String> paths) {
            this.server = server;
            this.wire = wire;
            rooms = paths.stream().map(wire::room).toList();
        }

        /** Does everything once, so that what is loaded, made or pooled only once is there already. */
        void rehearse() throws IOException {
            join(1);
            new BoardFiller(wire).fill(clients.getFirst(), OBJECTS);
            leave();
            join(2);
            live();
            leave();
        }

        Heap draw() throws IOException {
            long none = live();
            join(1);
            leave();
            long empty = live() - none;
            join(2);
            long open = live() - none;
            fill();
            long fullOpen = live() - none;
            leave();
            return new Heap(empty, open, fullOpen, live() - none);
        }

        Heap load() throws IOException {
            long none = live();
            join(3);
            long fullOpen = live() - none;
            leave();
            return new Heap(0, 0, fullOpen, live() - none);
        }

        private void join(int number) throws IOException {
            List<Client> joined = new ArrayList<>();
            for (Room room : rooms) {
                Client client = wire.visit(number, room);
                wire.await("came in", client::isReady);
                joined.add(client);
            }
            clients = joined;
        }

        private void leave() throws IOException {
            for (Client client : clients) {
                client.leave();
            }
        }

        private void fill() throws IOException {
            BoardFiller filler = new BoardFiller(wire);
            for (Client client : clients) {
                filler.fill(client, OBJECTS);
            }
            wire.await("was told that all is durable", () -> clients.stream().allMatch(Client::isSettled));
        }

        private long live() throws IOException {
            wire.runUntil(System.nanoTime() + FORGOTTEN);
            server.jvm().live();
            return server.jvm().live();
        }
    }
}
