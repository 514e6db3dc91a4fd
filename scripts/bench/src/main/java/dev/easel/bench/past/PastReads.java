package dev.easel.bench.past;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.bench.load.Latencies;
import dev.easel.bench.scenario.Figures;
import dev.easel.bench.scenario.Scenario;
import dev.easel.bench.scenario.Subject;
import dev.easel.bench.scenario.TestBed;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.protocol.Event;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.Limits;
import dev.easel.protocol.StoredChanges;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * past: reading the past of a project with a long journal: any state, the list of entries, deleted objects, the past of
 * one object. Before that the server makes all snapshots, and each state at a snapshot is compared with a replay from
 * nothing. One caller, one call after the other.
 */
public record PastReads(String name, int objects, int events) implements Scenario {
    private static final int EVERY = 10_000;
    private static final int CALLS = 200;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public String title() {
        return "the past of a project with %,d events and %,d objects".formatted(events, objects);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        try (Connection connection = testBed.database().connect();
                ServerUnderTest server = testBed.start(subject, Map.of())) {
            UUID project = UUID.fromString(testBed.project(server));
            String path = "/api/projects/" + project;
            LongJournal.write(connection, project, objects, events);
            long from = System.nanoTime();
            awaitSnapshots(connection, project);
            double made = (System.nanoTime() - from) / 1e9;
            compare(connection, server, project);
            Random random = new Random(11);
            Figures figures = new Figures();
            calls(figures, "state", server, () -> path + "/state?seq=" + random.nextInt(events + 1));
            calls(figures, "entries, newest", server, () -> path + "/history");
            calls(figures, "entries, any", server, () -> path + "/history?before=" + (1 + random.nextInt(events)));
            calls(
                    figures,
                    "entries, 200",
                    server,
                    () -> path + "/history?limit=200&before=" + (1 + random.nextInt(events)));
            calls(figures, "events", server, () -> path + "/events?limit=1000&after=" + random.nextInt(events));
            calls(figures, "deleted", server, () -> path + "/deleted");
            String object = path + "/objects/element-" + (objects / 2);
            calls(figures, "history of an object", server, () -> object + "/history");
            calls(figures, "blame", server, () -> object + "/blame");
            storage(figures, connection, project);
            return figures.add("all snapshots made after, s", made);
        }
    }

    /** It is looked for projects that lack snapshots once a minute. */
    private void awaitSnapshots(Connection connection, UUID project) throws SQLException, InterruptedException {
        while (LongJournal.number(connection, "select count(*) from history_snapshot where project_id = ?", project)
                < events / EVERY) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private void calls(Figures figures, String what, ServerUnderTest server, Call call)
            throws IOException, InterruptedException {
        for (int i = 0; i < CALLS / 10; i++) {
            server.send("GET", call.path(), "");
        }
        Latencies latencies = new Latencies();
        for (int i = 0; i < CALLS; i++) {
            String path = call.path();
            long from = System.nanoTime();
            server.send("GET", path, "");
            latencies.record(System.nanoTime() - from);
        }
        figures.add(what + " p50, ms", latencies.percentile(0.5)).add(what + " p99, ms", latencies.percentile(0.99));
    }

    private void compare(Connection connection, ServerUnderTest server, UUID project) throws Exception {
        Canvas canvas = new Canvas(Limits.DEFAULTS);
        for (int upTo = EVERY; upTo <= events; upTo += EVERY) {
            replay(connection, project, canvas, upTo);
            JsonNode state = MAPPER.readTree(server.send("GET", "/api/projects/" + project + "/state?seq=" + upTo, ""));
            if (state.get("objects").size() != canvas.objects().size()) {
                throw new IOException(
                        "objects at " + upTo + ": " + state.get("objects").size());
            }
            for (JsonNode object : state.get("objects")) {
                compare(
                        object,
                        Optional.ofNullable(canvas.object(object.get("id").asText())),
                        upTo);
            }
        }
    }

    private static void compare(JsonNode object, Optional<CanvasObject> replayed, int seq) throws IOException {
        boolean isSame = replayed.filter(it -> it.seq() == object.get("seq").asLong()
                        && it.updatedAt() == object.get("updatedAt").asLong()
                        && it.updatedBy().equals(object.get("updatedBy").asText())
                        && it.props()
                                .equals(JsonReader.stored(object.get("props").toString())))
                .isPresent();
        if (!isSame) {
            throw new IOException("at " + seq + " the replay has " + replayed + ", the state " + object);
        }
    }

    private static void replay(Connection connection, UUID project, Canvas canvas, int upTo) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select seq, at, actor, client, edit, changes::text from event
                 where project_id = ? and seq > ? and seq <= ? order by seq""")) {
            statement.setObject(1, project);
            statement.setLong(2, canvas.seq());
            statement.setLong(3, upTo);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    canvas.apply(new Event(
                            row.getLong(1),
                            row.getTimestamp(2).getTime(),
                            row.getString(3),
                            row.getObject(4, UUID.class),
                            row.getLong(5),
                            Optional.empty(),
                            StoredChanges.read(row.getString(6))));
                    canvas.forgetDeletions(canvas.seq(), 0);
                }
            }
        }
    }

    private void storage(Figures figures, Connection connection, UUID project) throws SQLException {
        double snapshots = (double) events / EVERY;
        double indexes = (double) LongJournal.number(connection, "select pg_indexes_size('event')");
        double whole = (double) LongJournal.number(
                connection,
                "select count(*) from history_snapshot where project_id = ? and below_seq is null",
                project);
        figures.add("event, bytes each", bytes(connection, "event") / events)
                .add("indexes of event, bytes each", indexes / events)
                .add("snapshot, kB each", bytes(connection, "history_snapshot") / snapshots / 1_000)
                .add("whole snapshots", whole)
                .add("snapshots, bytes for each event", bytes(connection, "history_snapshot") / events)
                .add("entries, bytes for each event", bytes(connection, "history_entry") / events)
                .add("blocks, bytes for each event", bytes(connection, "history_block") / events)
                .add("deleted objects, bytes for each event", bytes(connection, "deleted_object") / events);
    }

    private static double bytes(Connection connection, String table) throws SQLException {
        return (double) LongJournal.number(connection, "select pg_table_size('" + table + "')");
    }

    /** The path of the next call. */
    @FunctionalInterface
    private interface Call {
        String path();
    }
}
