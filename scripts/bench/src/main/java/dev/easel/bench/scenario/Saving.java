package dev.easel.bench.scenario;

import dev.easel.bench.ceiling.RowWriter;
import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Latencies;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Shapes;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.bench.server.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * S8: all objects of several projects have changed and are saved, while others edit other projects. In turns with that,
 * the same rows are written to other projects of the same table without Easel, by a thread on the server's core, each
 * project in one transaction. The saves are asked for, so that no round of the auto-save comes in between.
 *
 * @param objects of each project
 */
public record Saving(String name, int projects, int objects) implements Scenario {
    private static final int CHUNK = 25;
    private static final int ROUNDS = 7;
    private static final int OTHER_ROOMS = 1;
    private static final int PER_ROOM = 10;
    private static final int RATE = 20;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(300);

    @Override
    public String title() {
        return "%,d changed objects of each of %d projects saved, beside %,d deliveries/s in other rooms"
                .formatted(objects, projects, OTHER_ROOMS * PER_ROOM * RATE * (PER_ROOM - 1));
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        try (ServerUnderTest server = testBed.start(subject, Map.of("EASEL_AUTOSAVE_INTERVAL_MS", "600000"));
                Wire wire = new Wire(server.address());
                ExecutorService writer = Executors.newSingleThreadExecutor();
                RowWriter rows = new RowWriter(testBed.database())) {
            writer.submit(() -> {
                        testBed.cores().takeServers();
                        return null;
                    })
                    .get();
            Load load =
                    Load.on(ClientGroup.join(wire, testBed.rooms(subject, server, wire, OTHER_ROOMS), PER_ROOM), RATE);
            return new Comparison(testBed, server, load, writer, rows).measure();
        }
    }

    /** One run. The load runs on the thread that calls; the writer has its own. */
    private final class Comparison {
        private final TestBed testBed;
        private final ServerUnderTest server;
        private final Load load;
        private final ExecutorService writer;
        private final RowWriter rows;
        private final List<Drawing> drawings = new ArrayList<>();
        private final List<UUID> others = new ArrayList<>();
        private int x;

        private Way easel = new Way("Easel");
        private Way plain = new Way("plain 25-row upserts");
        private Way pipelined = new Way("the same, pipelined");
        private Way copy = new Way("COPY and merge");

        Comparison(TestBed testBed, ServerUnderTest server, Load load, ExecutorService writer, RowWriter rows)
                throws IOException, InterruptedException {
            this.testBed = testBed;
            this.server = server;
            this.load = load;
            this.writer = writer;
            this.rows = rows;
            for (int i = 0; i < projects; i++) {
                drawings.add(new Drawing(server, testBed.project(server), objects));
                others.add(UUID.fromString(testBed.project(server)));
            }
        }

        Figures measure() throws Exception {
            long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(testBed.warmUp());
            while (System.nanoTime() < warm) {
                round();
            }
            List<Way> ways = List.of(easel, plain, pipelined, copy);
            ways.forEach(Way::forget);
            long from = System.nanoTime();
            Tally idle = load.tally(from, from + TimeUnit.SECONDS.toNanos(testBed.seconds()));
            CompletableFuture<Usage> usage = testBed.sampler(Subject.EASEL, server)
                    .over(from, from + TimeUnit.SECONDS.toNanos(testBed.seconds()));
            load.runUntil(from + TimeUnit.SECONDS.toNanos(testBed.seconds()));
            load.runUntil(System.nanoTime() + PAUSE);
            for (int i = 0; i < ROUNDS; i++) {
                round();
            }
            Figures figures = new Figures();
            EditingFigures.disturbance(figures, usage.join());
            ways.forEach(way -> way.into(figures));
            return figures.add("Easel to plain, %", 100 * easel.rowsPerSecond() / plain.rowsPerSecond())
                    .add("Easel to pipelined, %", 100 * easel.rowsPerSecond() / pipelined.rowsPerSecond())
                    .add("server CPU per 1,000 rows, ms", easel.serverCpu * 1e6 / easel.rows())
                    .add("others' p50 idle, ms", idle.delivery().percentile(0.5))
                    .add("others' p99 idle, ms", idle.delivery().percentile(0.99))
                    .add("others' p99 during a save, median, ms", easel.othersP99.percentile(0.5))
                    .add("others' p99 during a save, worst, ms", easel.othersP99.max())
                    .add("sent late p99 during a save, worst, ms", easel.lateP99.max())
                    .add("others' p99 during plain upserts, median, ms", plain.othersP99.percentile(0.5))
                    .add("others' p99 during plain upserts, worst, ms", plain.othersP99.max());
        }

        private void round() throws Exception {
            x++;
            await(writer.submit(() -> {
                for (Drawing drawing : drawings) {
                    drawing.put(x);
                }
                return null;
            }));
            List<RowWriter.Row> written = IntStream.range(0, objects)
                    .mapToObj(i -> new RowWriter.Row(Drawing.id(i), Shapes.element(i, x), x))
                    .toList();
            measured(easel, this::flushAll);
            measured(plain, () -> each(project -> rows.upsert(project, written, CHUNK, false)));
            measured(pipelined, () -> each(project -> rows.upsert(project, written, CHUNK, true)));
            measured(copy, () -> each(project -> rows.copy(project, written)));
        }

        /** Asks for all saves at once; Easel decides how many of them run at a time. */
        private Void flushAll() throws Exception {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Void>> flushes = new ArrayList<>();
                drawings.forEach(drawing -> flushes.add(() -> {
                    drawing.flush();
                    return null;
                }));
                for (Future<Void> flush : threads.invokeAll(flushes)) {
                    flush.get();
                }
            }
            return null;
        }

        private Void each(Write write) throws Exception {
            for (UUID project : others) {
                write.to(project);
            }
            return null;
        }

        private void measured(Way way, Callable<Void> work) throws Exception {
            load.runUntil(System.nanoTime() + PAUSE);
            long wal = testBed.database().wal();
            double database = testBed.database().cpu();
            double cpu = server.cpu();
            long from = System.nanoTime();
            Tally tally = load.tally(from, Long.MAX_VALUE);
            Future<Long> done = writer.submit(() -> {
                work.call();
                return System.nanoTime();
            });
            await(done);
            way.nanos.record(done.get() - from);
            tally.endAt(System.nanoTime());
            way.databaseCpu += testBed.database().cpu() - database;
            way.wal += testBed.database().wal() - wal;
            way.serverCpu += server.cpu() - cpu;
            load.runUntil(System.nanoTime() + PAUSE);
            way.othersP99.record((long) (tally.delivery().percentile(0.99) * 1e6));
            way.lateP99.record((long) (tally.lateness().percentile(0.99) * 1e6));
        }

        private void await(Future<?> done) throws Exception {
            load.runUntil(done::isDone);
            done.get();
        }
    }

    /** Writes one project's rows in one transaction. */
    private interface Write {
        void to(UUID project) throws Exception;
    }

    /** One way of writing the rows, and what it took. */
    private final class Way {
        private final String title;
        private Latencies nanos;
        private double databaseCpu;
        private double serverCpu;
        private long wal;
        private Latencies othersP99;
        private Latencies lateP99;

        Way(String title) {
            this.title = title;
            forget();
        }

        void forget() {
            nanos = new Latencies();
            databaseCpu = 0;
            serverCpu = 0;
            wal = 0;
            othersP99 = new Latencies();
            lateP99 = new Latencies();
        }

        long rows() {
            return nanos.count() * projects * objects;
        }

        double rowsPerSecond() {
            return projects * objects / nanos.percentile(0.5) * 1e3;
        }

        void into(Figures figures) {
            figures.add(title + ", rows/s", rowsPerSecond())
                    .add(title + ": PostgreSQL CPU per 1,000 rows, ms", databaseCpu * 1e6 / rows())
                    .add(title + ": WAL per row, bytes", (double) wal / rows());
        }
    }
}
