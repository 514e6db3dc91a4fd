package dev.easel.server.forms;

import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonByValue;
import dev.easel.server.TestEasel;
import dev.easel.server.derived.SnapshotMaking;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.store.TestDatabase;
import io.vertx.core.Future;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PgFormPastTest {
    private static final int EVENTS = 12;
    private static final long STATE_BYTES = 64 << 20;

    /** The other object alone is larger. */
    private static final long ONE_OBJECT = 2_000;

    private static final String OTHER = "{\"op\":\"put\",\"id\":\"b\",\"props\":{\"of\":{\"id\":\"a\"},\"text\":\""
            + "x".repeat((int) ONE_OBJECT) + "\"}}";

    /** The object after each event; first before all of them. */
    private final List<Optional<Json>> states = new ArrayList<>(List.of(Optional.empty()));

    private TestDatabase database;
    private TestEasel easel;
    private PgFormPast past;
    private UUID project;
    private String path;
    private int turns;

    @BeforeEach
    void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(
                database.address(), "EASEL_JOURNAL_LINGER_MS", "0", "EASEL_AUTOSAVE_INTERVAL_MS", "600000");
        past = new PgFormPast(database.database(), ONE_OBJECT, this::turn);
        project = UUID.fromString(easel.createProject());
        path = "/api/projects/" + project;
    }

    @AfterEach
    void stop() {
        easel.close();
        database.close();
    }

    private <T> Future<T> turn(Supplier<Future<T>> read) {
        turns++;
        return read.get();
    }

    /** Changes the object, deletes it, makes it again; every second event is another object's and names this one. */
    private void edit() {
        for (int i = 1; i <= EVENTS; i++) {
            String change = switch (i) {
                case 1, 9 -> "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":" + i + ",\"nested\":{\"id\":\"a\"}}}";
                case 3, 5, 11 -> "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":" + i + ",\"y\":0}}";
                case 7 -> "{\"op\":\"delete\",\"id\":\"a\"}";
                default -> OTHER;
            };
            easel.post(
                    path + "/edits",
                    "{\"client\":\"" + new UUID(1, i) + "\",\"edits\":[{\"edit\":1,\"changes\":[" + change + "]}]}");
            HttpResponse<String> now = easel.get(path + "/objects/a");
            states.add(
                    now.statusCode() == 404
                            ? Optional.empty()
                            : Optional.of(JsonReader.stored(
                                    TestEasel.json(now).get("props").toString())));
        }
    }

    private void checkAll() {
        for (int seq = 0; seq <= EVENTS; seq++) {
            FormBase base = await(past.at(project, "a", seq));
            assertEquals(Optional.empty(), base.session());
            Optional<Json> was = states.get(seq);
            assertEquals(was.isPresent(), base.props().isPresent(), "at " + seq);
            was.ifPresent(props -> assertTrue(JsonByValue.isEqual(base.props().orElseThrow(), props), base::toString));
        }
    }

    @Test
    @DisplayName("the object is found as it was at each seq, with no row saved, with some, and with all")
    void every_seq() {
        edit();
        checkAll();
        assertEquals(0, turns, "of the short reads");
        easel.post(path + "/flush", "");
        checkAll();
    }

    @Test
    @DisplayName("the replay of an object that was saved later begins at the snapshot before, and takes a turn")
    void snapshots() {
        edit();
        easel.post(path + "/flush", "");
        addEvents(EVENTS + 1, SnapshotMaking.EVERY, "[]");
        await(new SnapshotMaking(database.database(), STATE_BYTES).makeNext(project));
        addEvents(SnapshotMaking.EVERY + 1, SnapshotMaking.EVERY + 1, "[{\"op\":\"delete\",\"id\":\"a\"}]");
        database.sql("delete from canvas_object where project_id = $1 and id = 'a'", project);
        database.sql("update project set checkpoint_seq = seq where id = $1", project);
        database.sql("delete from event where project_id = $1 and seq < $2", project, SnapshotMaking.EVERY);

        assertEquals(
                states.get(EVENTS),
                await(past.at(project, "a", SnapshotMaking.EVERY)).props());
        assertEquals(1, turns);
        assertEquals(
                Optional.empty(),
                await(past.at(project, "a", SnapshotMaking.EVERY + 1)).props());
    }

    @Test
    @DisplayName("a form that was opened very many events ago is told so, and one of many events takes a turn")
    void many_events() {
        addEvents(1, PgFormPast.MOST_REPLAYED + 1, "[]");
        await(past.at(project, "a", PgFormPast.FEW));
        assertEquals(0, turns);
        await(past.at(project, "a", PgFormPast.FEW + 1));
        assertEquals(1, turns);
        await(past.at(project, "a", PgFormPast.MOST_REPLAYED));
        FormRefused old = assertInstanceOf(
                FormRefused.class, TestDatabase.failure(past.at(project, "a", PgFormPast.MOST_REPLAYED + 1)));
        assertEquals(FormRefused.Reason.TOO_OLD, old.reason());
    }

    private void addEvents(int from, int to, String changes) {
        database.sql(
                "insert into event (project_id, seq, epoch, at, actor, client, edit, changes)"
                        + " select $1, seq, 1, now(), 'Ada', $2, seq, $5::text::json"
                        + " from generate_series($3::bigint, $4::bigint) as seq",
                project,
                new UUID(2, 2),
                (long) from,
                (long) to,
                changes);
        database.sql("update project set seq = $2 where id = $1", project, (long) to);
    }

    @Test
    @DisplayName("E17 of a form's edit it is told what that form knew and did last, whatever others have done")
    void form() {
        write("", "{\"title\":\"t\",\"text\":\"x\"}");
        write("?base=1", "{\"title\":\"t\",\"text\":\"xy\"}");
        easel.post(path + "/objects/a/buffer", "{\"title\":\"theirs\",\"text\":\"xy\"}");
        write("?base=2", "{\"title\":\"t\",\"text\":\"xyz\"}");
        for (int i = 0; i < 2; i++) {
            FormBase base = await(past.at(project, "a", 4));
            assertEquals(
                    "{\"title\":\"theirs\",\"text\":\"xyz\"}",
                    base.props().orElseThrow().toString());
            assertEquals(
                    "{\"title\":\"t\",\"text\":\"xyz\"}",
                    base.known().orElseThrow().toString());
            FormSession session = base.session().orElseThrow();
            assertEquals(2, session.root());
            assertEquals(4, await(past.latest(project, session.client())));
            easel.post(path + "/flush", "");
        }
    }

    @Test
    @DisplayName("a project that is gone is told as absent")
    void absent() {
        Throwable failure = TestDatabase.failure(past.at(UUID.randomUUID(), "a", 1));
        assertEquals(
                ProjectUnavailable.Reason.ABSENT,
                assertInstanceOf(ProjectUnavailable.class, failure).reason());
    }

    private void write(String query, String props) {
        assertEquals(202, easel.post(path + "/objects/a/buffer" + query, props).statusCode());
    }
}
