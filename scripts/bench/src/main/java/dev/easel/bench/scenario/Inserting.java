package dev.easel.bench.scenario;

import dev.easel.bench.ceiling.EventWriter;
import dev.easel.bench.ceiling.JournalWriter;
import dev.easel.bench.server.Database;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.server.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What S9 is compared with: the same kind of events, written by a thread on the server's core as fast as they become
 * durable, by the journal's own statement and by plain ones. Easel only makes the tables and the projects, and is gone
 * before the first event.
 */
public record Inserting(String name) implements Scenario {
    private static final int PROJECTS = 25;

    /** So many that each batch has one event of each. */
    private static final int MANY_PROJECTS = 1_000;

    /** About as many as Easel commits together. */
    private static final int TOGETHER = 1_000;

    /** Tables of the same columns, with events that no index knows. */
    private static final String MAKE_BARE = """
            create schema bare;
            create table bare.project (like project including all);
            create table bare.event (like event);
            insert into bare.project select * from project where seq = 0""";

    private static final String DROP_BARE = "drop schema if exists bare cascade";

    @Override
    public String title() {
        return "the same events without rooms, %,d of %d projects in each transaction unless it says otherwise"
                .formatted(TOGETHER, PROJECTS);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        List<UUID> projects = projects(subject, testBed);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            return thread.submit(() -> {
                        testBed.cores().takeServers();
                        return measure(testBed, projects);
                    })
                    .get();
        }
    }

    private static List<UUID> projects(Subject subject, TestBed testBed) throws Exception {
        try (ServerUnderTest server = testBed.start(subject, Map.of())) {
            List<UUID> projects = new ArrayList<>();
            for (int i = 0; i < PROJECTS + PROJECTS + MANY_PROJECTS; i++) {
                projects.add(UUID.fromString(testBed.project(server)));
            }
            return projects;
        }
    }

    private static Figures measure(TestBed testBed, List<UUID> projects) throws Exception {
        Database database = testBed.database();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(DROP_BARE);
            statement.execute(MAKE_BARE);
            try {
                return measure(testBed, database, projects);
            } finally {
                statement.execute(DROP_BARE);
            }
        }
    }

    private static Figures measure(TestBed testBed, Database database, List<UUID> projects) throws Exception {
        List<UUID> few = projects.subList(0, PROJECTS);
        List<UUID> others = projects.subList(PROJECTS, PROJECTS + PROJECTS);
        List<UUID> many = projects.subList(PROJECTS + PROJECTS, projects.size());
        Figures figures = new Figures();
        DatabaseAddress address = database.address();
        DatabaseAddress bare = address.with(address.database(), Map.of("search_path", "bare"));
        try (JournalWriter journal = new JournalWriter(address, few);
                JournalWriter spread = new JournalWriter(address, many);
                JournalWriter unindexed = new JournalWriter(bare, few);
                EventWriter events = new EventWriter(database, others)) {
            measure(testBed, figures, "Easel's statement", TOGETHER, () -> journal.commit(TOGETHER));
            measure(
                    testBed,
                    figures,
                    "the same, without indexes of events",
                    TOGETHER,
                    () -> unindexed.commit(TOGETHER));
            measure(
                    testBed,
                    figures,
                    "the same, of 1,000 projects, one event each",
                    TOGETHER,
                    () -> spread.commit(TOGETHER));
            measure(testBed, figures, "25-row statements, each a transaction", 25, () -> events.insert(25, 25));
            measure(testBed, figures, "25-row statements", TOGETHER, () -> events.insert(TOGETHER, 25));
            measure(testBed, figures, "1,000-row statement", TOGETHER, () -> events.insert(TOGETHER, TOGETHER));
            measure(testBed, figures, "COPY", TOGETHER, () -> events.copy(TOGETHER));
        }
        return figures;
    }

    private static void measure(TestBed testBed, Figures figures, String way, int events, Insert insert)
            throws Exception {
        Database database = testBed.database();
        repeat(insert, TimeUnit.SECONDS.toNanos(testBed.warmUp()) / 4);
        long wal = database.wal();
        double cpu = database.cpu();
        long from = System.nanoTime();
        long written = events * repeat(insert, TimeUnit.SECONDS.toNanos(testBed.seconds()));
        double seconds = (System.nanoTime() - from) / 1e9;
        figures.add(way + ", events/s", written / seconds)
                .add(way + ": PostgreSQL CPU per 1,000 events, ms", (database.cpu() - cpu) / written * 1e6)
                .add(way + ": WAL per event, bytes", (double) (database.wal() - wal) / written);
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
