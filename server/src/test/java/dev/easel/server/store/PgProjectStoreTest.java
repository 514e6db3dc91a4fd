package dev.easel.server.store;

import static dev.easel.server.store.Captures.deletes;
import static dev.easel.server.store.Captures.event;
import static dev.easel.server.store.Captures.json;
import static dev.easel.server.store.Captures.objects;
import static dev.easel.server.store.Captures.puts;
import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.Json;
import dev.easel.server.room.Capture;
import dev.easel.server.room.Loaded;
import dev.easel.server.room.ProjectStore;
import dev.easel.server.room.SaveOutcome.Saved;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PgProjectStoreTest extends ProjectStoreContract {
    private static TestDatabase test;

    private final AtomicInteger setAside = new AtomicInteger();
    private final ProjectStore store = new PgProjectStore(test.database(), 25, setAside::addAndGet);
    private final PgProjects projects =
            new PgProjects(test.database(), setAside::addAndGet, UUID::randomUUID, InstantSource.system());

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        test.sql("create extension pg_stat_statements");
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Override
    ProjectStore store() {
        return store;
    }

    @Override
    UUID project() {
        return await(projects.create("a canvas", Json.EMPTY_OBJECT)).id();
    }

    @Test
    @DisplayName("a save is one statement for each 25 objects, one for its events, one fence, one commit")
    void statements() {
        UUID project = project();
        long epoch = load(project).epoch();
        test.sql("select pg_stat_statements_reset()");
        save(puts(project, epoch, 0, objects(60, 0)));
        assertEquals(3, calls("insert into canvas_object%"));
        assertEquals(1, calls("insert into event%"));
        assertEquals(1, calls("with fenced as%"));
        assertEquals(1, calls("commit"));
    }

    private long calls(String query) {
        return test.number("""
                select coalesce(sum(calls), 0)::bigint from pg_stat_statements
                 where query like $1 and dbid = (select oid from pg_database where datname = current_database())""", query);
    }

    @Test
    @DisplayName("events over a mebibyte take several statements, and none is lost")
    void manyBytes() {
        UUID project = project();
        long epoch = load(project).epoch();
        Json large = json("{\"text\":\"" + "x".repeat(200_000) + "\"}");
        List<Event> events = LongStream.rangeClosed(1, 12)
                .mapToObj(seq -> event(seq, new Change.Put("o", large)))
                .toList();
        test.sql("select pg_stat_statements_reset()");
        assertInstanceOf(Saved.class, save(new Capture(project, epoch, 0, 12, events, List.of(), List.of())));
        assertEquals(3, calls("insert into event%"));
        assertEquals(12, test.number("select count(*) from event where project_id = $1", project));
    }

    @Test
    @DisplayName("an event's row says all of it, its changes as they were written")
    void eventRow() {
        UUID project = project();
        long epoch = load(project).epoch();
        Change change = new Change.Put("o", json("{\"b\":1e300,\"a\":\"🎨\"}"));
        Event event = new Event(1, 5, "Ada", Captures.CLIENT, 7, Optional.of("group"), List.of(change));
        save(new Capture(project, epoch, 0, 1, List.of(event), List.of(), List.of()));
        var row = test.sql("select *, changes::text as text from event where project_id = $1", project)
                .iterator()
                .next();
        assertEquals("[{\"op\":\"put\",\"id\":\"o\",\"props\":{\"b\":1e300,\"a\":\"🎨\"}}]", row.getString("text"));
        assertEquals(epoch, row.getLong("epoch"));
        assertEquals(5, Times.millis(row, "at"));
        assertEquals("group", row.getString("group_id"));
    }

    @Test
    @DisplayName("a save moves the head of the active version along")
    void version() {
        UUID project = project();
        save(puts(project, load(project).epoch(), 0, objects(4, 0)));
        assertEquals(4, test.number("select head_seq from version where project_id = $1", project));
        assertEquals(4, test.number("select checkpoint_seq from project where id = $1", project));
    }

    @Test
    @DisplayName("rows no client could have written are set aside, and the rest opens")
    void setAside() {
        UUID project = project();
        save(puts(project, load(project).epoch(), 0, objects(250, 0)));
        test.sql("update canvas_object set props = '[1]' where project_id = $1 and id = 'o7'", project);
        test.sql("update canvas_object set props = '{\"type\": 1}' where project_id = $1 and id = 'o8'", project);
        test.sql("update canvas_object set id = 'not an id' where project_id = $1 and id = 'o200'", project);
        assertEquals(247, load(project).objects().size());
        assertEquals(3, setAside.get());
        assertEquals(250, test.number("select count(*) from canvas_object where project_id = $1", project));
    }

    @Test
    @DisplayName("settings nobody can read are set aside, and the project opens")
    void badSettings() {
        UUID project = project();
        test.sql("update project set settings = '3' where id = $1", project);
        assertEquals(Json.EMPTY_OBJECT, load(project).project().settings());
    }

    @Test
    @DisplayName("a project whose objects are behind its events is not opened as if they were not")
    void behind() {
        UUID project = project();
        test.sql("update project set seq = 3 where id = $1", project);
        assertInstanceOf(IllegalStateException.class, failure(store.load(project)));
    }

    @Test
    @DisplayName("saves of the same project at once: one is saved, the others are lost, nothing is mixed")
    void atOnce() {
        UUID project = project();
        long epoch = load(project).epoch();
        List<Future<?>> saves = new ArrayList<>();
        for (int length = 1; length <= 4; length++) {
            saves.add(store.save(puts(project, epoch, 0, objects(length, 0))));
        }
        await(Future.join(saves).otherwiseEmpty());
        long seq = test.number("select seq from project where id = $1", project);
        assertHolds(project, seq, objects((int) seq, 0));
    }

    @Test
    @DisplayName("a failing statement leaves nothing behind, and the connection serves on")
    void failing() {
        UUID project = project();
        long epoch = load(project).epoch();
        Event impossible =
                new Event(1, 0, "a\u0000b", Captures.CLIENT, 1, Optional.empty(), List.of(new Change.Delete("o1")));
        Capture refused = new Capture(project, epoch, 0, 1, List.of(impossible), List.of(objects(1, 0)), List.of());
        for (int i = 0; i < 8; i++) {
            assertInstanceOf(PgException.class, failure(store.save(refused)));
        }
        assertInstanceOf(Saved.class, save(puts(project, epoch, 0, objects(1, 0))));
        assertInstanceOf(Saved.class, save(deletes(project, epoch, 1, "o1")));
    }

    @Test
    @DisplayName("futures complete on the context of the caller")
    void contexts() {
        UUID project = project();
        Context context = test.vertx().getOrCreateContext();
        Promise<Boolean> same = Promise.promise();
        context.runOnContext(_ -> store.load(project)
                .compose(found -> store.save(puts(project, ((Loaded.Found) found).epoch(), 0, objects(30, 0))))
                .onComplete(_ -> same.complete(Vertx.currentContext() == context)));
        assertTrue(await(same.future()));
    }
}
