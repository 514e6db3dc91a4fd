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
import dev.easel.server.retention.PgOldEvents;
import dev.easel.server.store.TestDatabase;
import dev.easel.server.upkeep.OldEvents.Step;
import io.vertx.core.Future;
import java.net.http.HttpResponse;
import java.time.InstantSource;
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
        open();
        past = new PgFormPast(database.database(), ONE_OBJECT, this::turn);
        project = UUID.fromString(easel.createProject());
        path = "/api/projects/" + project;
    }

    private void open() {
        easel = TestEasel.start(
                database.address(), "EASEL_JOURNAL_LINGER_MS", "0", "EASEL_AUTOSAVE_INTERVAL_MS", "600000");
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
        addEvents(1, FormReading.MOST_REPLAYED + 1, "[]");
        await(past.at(project, "a", FormReading.FEW));
        assertEquals(0, turns);
        await(past.at(project, "a", FormReading.FEW + 1));
        assertEquals(1, turns);
        await(past.at(project, "a", FormReading.MOST_REPLAYED));
        FormRefused old = assertInstanceOf(
                FormRefused.class, TestDatabase.failure(past.at(project, "a", FormReading.MOST_REPLAYED + 1)));
        assertEquals(FormRefused.Reason.TOO_OLD, old.reason());
    }

    @Test
    @DisplayName("E17 V14 what is before the horizon counts as seen; what the object was there cannot be told any more")
    void folded() {
        edit();
        HttpResponse<String> sent = easel.post(path + "/objects/a/buffer?base=11", "{\"x\":50,\"y\":0}");
        assertEquals(202, sent.statusCode(), sent.body());
        fold(); // to 12, where the object is as event 11 left it
        FormBase ofTheForm = await(past.at(project, "a", 13));
        assertEquals(11, ofTheForm.session().orElseThrow().root());
        assertTrue(JsonByValue.isEqual(
                ofTheForm.known().orElseThrow(),
                JsonReader.stored(TestEasel.json(easel.get(path + "/objects/a"))
                        .get("props")
                        .toString())));
        assertEquals(states.get(12), await(past.at(project, "a", 12)).props());
        FormRefused before = assertInstanceOf(FormRefused.class, TestDatabase.failure(past.at(project, "a", 11)));
        assertEquals(FormRefused.Reason.TOO_OLD, before.reason());
        assertEquals(
                400,
                easel.post(path + "/objects/a/buffer?base=11", "{\"x\":51}").statusCode());
        easel.post(path + "/objects/b/buffer", "{}");
        easel.post(path + "/objects/b/buffer", "{\"z\":1}");
        fold(); // to 14: the last change of the object is before it
        assertEquals(Optional.empty(), await(past.at(project, "a", 13)).session());
        assertEquals(
                202,
                easel.post(path + "/objects/a/buffer?base=13", "{\"x\":52,\"y\":0}")
                        .statusCode());
    }

    /** All events but the last, which are old. */
    private void fold() {
        assertEquals(200, easel.post(path + "/flush", "").statusCode());
        database.sql("update event set at = at - interval '60 days' where at > now() - interval '1 day'");
        PgOldEvents old = new PgOldEvents(database.database(), InstantSource.system(), 86_400_000, STATE_BYTES);
        assertInstanceOf(Step.Folded.class, await(old.next(project)));
        assertInstanceOf(Step.Dropped.class, await(old.next(project)));
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

    @Test
    @DisplayName("E17 V14 a form that had not seen another one's work leaves it alone also when all of that is folded")
    void stale() {
        long base = seqOf(easel.post(path + "/objects/n/buffer", "{\"x\":1,\"y\":1}"));
        long first = seqOf(easel.post(path + "/objects/n/buffer?base=" + base, "{\"x\":2,\"y\":1}"));
        seqOf(easel.post(path + "/objects/n/buffer", "{\"x\":2,\"y\":2}"));
        long second = seqOf(easel.post(path + "/objects/n/buffer?base=" + first, "{\"x\":3,\"y\":1}"));
        FormBase before = await(past.at(project, "n", second));
        seqOf(easel.post(path + "/objects/b/buffer", "{}"));
        fold();
        assertEquals(before, await(past.at(project, "n", second)));
        easel.close();
        open(); // it remembers nothing of the form
        long third = seqOf(easel.post(path + "/objects/n/buffer?base=" + second, "{\"x\":4,\"y\":1}"));
        FormBase after = await(past.at(project, "n", third));
        assertEquals("{\"x\":4,\"y\":2}", after.props().orElseThrow().toString());
        assertEquals("{\"x\":4,\"y\":1}", after.known().orElseThrow().toString());
        assertEquals(before.session(), after.session());
    }

    @Test
    @DisplayName(
            "E17 V14 of a form that others wrote after, and that goes on behind the horizon, it is told that it is old")
    void stale_between() {
        long base = seqOf(easel.post(path + "/objects/n/buffer", "{\"x\":1,\"y\":1}"));
        long first = seqOf(easel.post(path + "/objects/n/buffer?base=" + base, "{\"x\":2,\"y\":1}"));
        seqOf(easel.post(path + "/objects/n/buffer", "{\"x\":2,\"y\":2}"));
        seqOf(easel.post(path + "/objects/b/buffer", "{}"));
        long second = seqOf(easel.post(path + "/objects/n/buffer?base=" + first, "{\"x\":3,\"y\":1}"));
        fold(); // to the event before that
        FormRefused old = assertInstanceOf(FormRefused.class, TestDatabase.failure(past.at(project, "n", second)));
        assertEquals(FormRefused.Reason.TOO_OLD, old.reason());
    }

    @Test
    @DisplayName("E17 V15 a form with a name goes on from its last edit also when that is folded")
    void latest_folded() {
        long base = seqOf(easel.post(path + "/objects/n/buffer", "{\"x\":1}"));
        long last = seqOf(easel.post(path + "/objects/n/buffer?form=me&base=" + base, "{\"x\":2}"));
        seqOf(easel.post(path + "/objects/b/buffer", "{}"));
        fold();
        UUID client = FormSession.clientOf(project, "n", "me");
        assertEquals(last, await(past.latest(project, client)));
    }

    private static long seqOf(HttpResponse<String> sent) {
        assertEquals(202, sent.statusCode(), sent.body());
        return TestEasel.json(sent).get("seq").asLong();
    }
}
