package dev.easel.bench.scenario;

import dev.easel.bench.load.Client;
import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Latencies;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Room;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.Database;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.bench.server.Usage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * S7: a client joins a large project that is not in memory and whose rows are some way behind its journal, while others
 * edit other projects. Then the client leaves, the project leaves memory, and the next client joins.
 */
public record ColdLoad(String name) implements Scenario {
    private static final int OBJECTS = 20_000;
    private static final int TAIL = 1_000;
    private static final int LOADS = 10;
    private static final int OTHER_ROOMS = 1;
    private static final int PER_ROOM = 10;
    private static final int RATE = 20;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    @Override
    public String title() {
        return ("%,d objects and %,d events since, from PostgreSQL to the first client,"
                        + " beside %,d deliveries/s in other rooms")
                .formatted(OBJECTS, TAIL, OTHER_ROOMS * PER_ROOM * RATE * (PER_ROOM - 1));
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        UUID project;
        try (ServerUnderTest server = testBed.start(subject, Map.of())) {
            Drawing drawing = new Drawing(server, testBed.project(server), OBJECTS);
            drawing.put(1);
            project = UUID.fromString(drawing.project());
        }
        try (ServerUnderTest server = testBed.start(subject, Map.of("EASEL_ROOM_IDLE_MS", "200"));
                Wire wire = new Wire(server.address());
                Tail tail = new Tail(testBed.database(), project)) {
            Load load =
                    Load.on(ClientGroup.join(wire, testBed.rooms(subject, server, wire, OTHER_ROOMS), PER_ROOM), RATE);
            Visits visits = new Visits(server, load, wire.room(TestBed.socket(project.toString())), tail);
            return visits.measure(testBed, () -> testBed.record(name(), subject, server));
        }
    }

    /** One run, on the thread that sends and reads for all clients. */
    private static final class Visits {
        private final ServerUnderTest server;
        private final Load load;
        private final Room room;
        private final Tail tail;
        private int number;
        private Latencies othersP99 = new Latencies();
        private Latencies lateP99 = new Latencies();

        Visits(ServerUnderTest server, Load load, Room room, Tail tail) {
            this.server = server;
            this.load = load;
            this.room = room;
            this.tail = tail;
        }

        Figures measure(TestBed testBed, Callable<TestBed.Recording> record) throws Exception {
            Client early = visit();
            double earlyP99 = othersP99.max();
            long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(testBed.warmUp());
            while (System.nanoTime() < warm) {
                visit();
            }
            long from = System.nanoTime();
            long to = from + TimeUnit.SECONDS.toNanos(testBed.seconds());
            Tally idle = load.tally(from, to);
            CompletableFuture<Usage> usage =
                    testBed.sampler(Subject.EASEL, server).over(from, to);
            load.runUntil(to);
            load.runUntil(System.nanoTime() + PAUSE);
            othersP99 = new Latencies();
            lateP99 = new Latencies();
            Latencies first = new Latencies();
            Latencies all = new Latencies();
            TestBed.Recording recording = record.call();
            for (int i = 0; i < LOADS; i++) {
                Client client = visit();
                first.record(client.join().firstObject());
                all.record(client.join().ready());
            }
            recording.save();
            Figures figures = new Figures();
            EditingFigures.disturbance(figures, usage.join());
            return figures.add("first object p50, ms", first.percentile(0.5))
                    .add("first object max, ms", first.max())
                    .add("all objects p50, ms", all.percentile(0.5))
                    .add("all objects max, ms", all.max())
                    .add("others' p50 idle, ms", idle.delivery().percentile(0.5))
                    .add("others' p99 idle, ms", idle.delivery().percentile(0.99))
                    .add("others' p99 during a load, median, ms", othersP99.percentile(0.5))
                    .add("others' p99 during a load, worst, ms", othersP99.max())
                    .add("sent late p99 during a load, median, ms", lateP99.percentile(0.5))
                    .add("sent late p99 during a load, worst, ms", lateP99.max())
                    .add("right after the start: first object, ms", early.join().firstObject() / 1e6)
                    .add("right after the start: all objects, ms", early.join().ready() / 1e6)
                    .add("right after the start: others' p99 during the load, ms", earlyP99);
        }

        private Client visit() throws Exception {
            await(CompletableFuture.runAsync(this::begin));
            long from = System.nanoTime();
            Tally tally = load.tally(from, Long.MAX_VALUE);
            Client client = load.join(++number, room);
            load.runUntil(() -> client.isReady() || System.nanoTime() > from + PATIENCE);
            tally.endAt(System.nanoTime());
            load.runUntil(System.nanoTime() + PAUSE);
            client.leave();
            if (client.join().objects() != OBJECTS) {
                throw new IOException("a client got " + client.join().objects() + " objects of " + OBJECTS);
            }
            othersP99.record(nanos(tally.delivery()));
            lateP99.record(nanos(tally.lateness()));
            return client;
        }

        private static long nanos(Latencies latencies) {
            return (long) (latencies.percentile(0.99) * 1e6);
        }

        /** Waits until the project has left memory, and then adds events to its journal that are not in its rows. */
        private void begin() {
            try {
                while (server.metrics().get("easel_rooms") > OTHER_ROOMS) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                tail.grow();
            } catch (IOException | SQLException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }

        private void await(CompletableFuture<Void> done) throws Exception {
            load.runUntil(done::isDone);
            done.get();
        }
    }

    /** A project's journal, which grows while the project is not in memory. */
    private static final class Tail implements AutoCloseable {
        private static final String GROW = """
                with grown as (
                    update project set seq = seq + ? where id = ? and checkpoint_seq = seq
                    returning id, seq - ? as before, epoch),
                written as (
                    insert into event (project_id, seq, epoch, at, actor, client, edit, changes)
                    select id, before + n, epoch, now(), 'anonymous', ?, before + n,
                           format('[{"op":"patch","id":"element-%s","set":{"x":%s.25}}]',
                                  lpad((n * 17)::text, 6, '0'), n)::json
                      from grown, generate_series(1, ?) as n)
                select count(*) from grown""";

        private final Connection connection;
        private final UUID project;

        Tail(Database database, UUID project) throws SQLException {
            connection = database.connect();
            this.project = project;
        }

        void grow() throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(GROW)) {
                statement.setInt(1, TAIL);
                statement.setObject(2, project);
                statement.setInt(3, TAIL);
                statement.setObject(4, new UUID(0, 1));
                statement.setInt(5, TAIL);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (row.getInt(1) != 1) {
                        throw new SQLException("project " + project + " is not saved");
                    }
                }
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
