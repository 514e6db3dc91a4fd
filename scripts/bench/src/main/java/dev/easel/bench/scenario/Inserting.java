package dev.easel.bench.scenario;

import dev.easel.bench.ceiling.EventWriter;
import dev.easel.bench.server.Database;
import dev.easel.bench.server.ServerUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What S9 is compared with: the same kind of events, written without Easel by a thread on the server's core, as fast as
 * they become durable. Easel only makes the tables and the projects.
 */
public record Inserting(String name) implements Scenario {
    private static final int PROJECTS = 25;

    /** About as many as Easel commits together. */
    private static final int TOGETHER = 1_000;

    @Override
    public String title() {
        return "the same events without Easel, %,d in each transaction unless it says otherwise".formatted(TOGETHER);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        try (ServerUnderTest server = testBed.start(subject, Map.of());
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            List<UUID> projects = new ArrayList<>();
            for (int i = 0; i < PROJECTS; i++) {
                projects.add(UUID.fromString(testBed.project(server)));
            }
            return thread.submit(() -> {
                        testBed.cores().takeServers();
                        return measure(testBed, projects);
                    })
                    .get();
        }
    }

    private static Figures measure(TestBed testBed, List<UUID> projects) throws Exception {
        try (EventWriter events = new EventWriter(testBed.database(), projects)) {
            Figures figures = new Figures();
            measure(testBed, figures, "25-row statements, each a transaction", 25, () -> events.insert(25, 25));
            measure(testBed, figures, "25-row statements", TOGETHER, () -> events.insert(TOGETHER, 25));
            measure(testBed, figures, "1,000-row statement", TOGETHER, () -> events.insert(TOGETHER, TOGETHER));
            measure(testBed, figures, "COPY", TOGETHER, () -> events.copy(TOGETHER));
            return figures;
        }
    }

    private static void measure(TestBed testBed, Figures figures, String way, int events, Insert insert)
            throws Exception {
        Database database = testBed.database();
        repeat(insert, TimeUnit.SECONDS.toNanos(testBed.warmUp()) / 4);
        double cpu = database.cpu();
        long from = System.nanoTime();
        long written = events * repeat(insert, TimeUnit.SECONDS.toNanos(testBed.seconds()));
        double seconds = (System.nanoTime() - from) / 1e9;
        figures.add(way + ", events/s", written / seconds)
                .add(way + ": PostgreSQL CPU per 1,000 events, ms", (database.cpu() - cpu) / written * 1e6);
    }

    /** Returns how often. */
    private static long repeat(Insert insert, long nanos) throws Exception {
        long end = System.nanoTime() + nanos;
        long times = 0;
        while (System.nanoTime() < end) {
            insert.run();
            times++;
        }
        return times;
    }

    /** One transaction. */
    private interface Insert {
        void run() throws Exception;
    }
}
