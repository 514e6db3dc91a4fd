package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.store.TestDatabase;
import io.vertx.pgclient.PgConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database fails for one project: it waits and its people are told, the others notice nothing (pitfall 44). */
@Timeout(120)
class OneProjectFailsIT {
    private TestDatabase database;
    private TestEasel easel;
    private final List<BoardClient> clients = new ArrayList<>();

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        easel = TestEasel.start(
                database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "100", "EASEL_UNSAVED_AGE_MS", "1000");
    }

    @AfterEach
    void close() {
        clients.forEach(BoardClient::close);
        easel.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raise exception 'not this one'",
                "raise exception 'looks like a value' using errcode = '22000'",
                "raise exception 'looks like a constraint' using errcode = '23505'",
                "raise insufficient_privilege",
                "raise exception 'looks like an outage' using errcode = 'disk_full'",
                "perform 1 / 0",
                "perform pg_sleep(60)"
            })
    @DisplayName("D4 a trigger fails for one project's events: it waits, and becomes durable once the trigger is gone")
    void trigger(String what) {
        String bad = easel.createProject();
        String good = easel.createProject();
        BoardClient ada = join(bad);
        BoardClient bob = join(good);
        trigger("event", bad, what);
        ada.edit(put("a"));
        bob.edit(put("b"));
        bob.awaitDurable(1);
        awaitState(ada, "degraded");
        for (int seq = 2; seq <= 10; seq++) {
            bob.edit(put("b" + seq));
            bob.awaitDurable(seq);
        }
        JsonNode ready = TestEasel.json(easel.get("/health/ready"));
        assertEquals("ok", ready.get("status").asText(), ready::toString);
        assertEquals(1, ready.get("journal").get("failingProjects").asInt());
        assertEquals(200, easel.get("/health/ready").statusCode());
        assertEquals(
                0, bob.received().stream().filter(OneProjectFailsIT::isState).count());
        assertEquals(0, ada.durable());
        database.sql("drop trigger fails on event");
        awaitState(ada, "ok");
        ada.awaitDurable(1);
        assertEquals(ada.board(), easel.board(bad, "live"));
    }

    @Test
    @DisplayName("D4 a constraint that somebody added fails for one project's events: none is dropped")
    void constraint() {
        String bad = easel.createProject();
        String good = easel.createProject();
        BoardClient ada = join(bad);
        BoardClient bob = join(good);
        database.sql("alter table event add constraint foreign_rule check (project_id <> '" + bad + "')");
        ada.edit(put("a"));
        bob.edit(put("b"));
        bob.awaitDurable(1);
        awaitState(ada, "degraded");
        database.sql("alter table event drop constraint foreign_rule");
        ada.awaitDurable(1);
    }

    @Test
    @DisplayName("D4 the row of one project is locked: the others are durable and saved, and it follows")
    void row_locked() {
        String held = easel.createProject();
        List<BoardClient> others = new ArrayList<>();
        List<String> projects = new ArrayList<>();
        BoardClient ada = join(held);
        ada.edit(put("a"));
        ada.awaitDurable(1);
        easel.post("/api/projects/" + held + "/flush", "");
        for (int i = 0; i < 5; i++) {
            projects.add(easel.createProject());
            others.add(join(projects.getLast()));
        }
        try (OpenTransaction locked = new OpenTransaction(database)) {
            locked.sql("select 1 from project where id = '" + held + "' for update");
            locked.sql("select 1 from canvas_object where project_id = '" + held + "' for update");
            ada.edit(put("a"));
            for (int seq = 1; seq <= 5; seq++) {
                for (BoardClient other : others) {
                    other.edit(put("o" + seq));
                }
                for (BoardClient other : others) {
                    other.awaitDurable(seq);
                }
            }
            awaitState(ada, "degraded");
            for (String project : projects) {
                assertEquals(
                        2, easel.post("/api/projects/" + project + "/flush", "").statusCode() / 100);
                assertEquals(5, easel.board(project, "saved").objects().size());
            }
            assertEquals(1, ada.durable());
            for (BoardClient other : others) {
                assertEquals(
                        0,
                        other.received().stream()
                                .filter(OneProjectFailsIT::isState)
                                .count());
            }
            JsonNode ready = TestEasel.json(easel.get("/health/ready"));
            assertEquals("ok", ready.get("status").asText(), ready::toString);
            assertEquals(1, ready.get("journal").get("failingProjects").asInt());
        }
        ada.awaitDurable(2);
        assertEquals(2, easel.post("/api/projects/" + held + "/flush", "").statusCode() / 100);
        assertEquals(ada.board(), easel.board(held, "saved"));
    }

    @Test
    @DisplayName(
            "S2 saves that fail for some projects keep no other from being saved, nor the instance from being ready")
    void save_fails() {
        List<BoardClient> failing = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String project = easel.createProject();
            // Both rows are refused, so that it is not theirs: the whole save fails.
            trigger("canvas_object", "fails" + i, project, "raise insufficient_privilege");
            failing.add(join(project));
        }
        String good = easel.createProject();
        BoardClient bob = join(good);
        failing.forEach(client -> client.edit(put("a"), put("b")));
        for (int seq = 1; seq <= 12; seq++) {
            bob.edit(put("b" + seq));
            bob.awaitDurable(seq);
            assertEquals(2, easel.post("/api/projects/" + good + "/flush", "").statusCode() / 100);
            assertEquals(seq, easel.board(good, "saved").objects().size());
        }
        JsonNode ready = TestEasel.json(easel.get("/health/ready"));
        assertEquals("ok", ready.get("status").asText(), ready::toString);
        assertTrue(easel.get("/metrics").body().contains("\neasel_autosave_failing_projects 5.0\n"));
    }

    @Test
    @DisplayName("a database that becomes read-only is told, nothing is called durable, and all heals by itself")
    void read_only() throws InterruptedException {
        String project = easel.createProject();
        BoardClient ada = join(project);
        ada.edit(put("a"));
        ada.awaitDurable(1);
        String name = database.address().database();
        database.sql("alter database " + name + " set default_transaction_read_only = on");
        endConnections(name);
        ada.edit(put("b"));
        awaitState(ada, "degraded");
        JsonNode ready = TestEasel.json(easel.get("/health/ready"));
        assertEquals("failing", ready.get("status").asText());
        assertTrue(ready.get("database").get("problem").asText().contains("takes no writes"), ready::toString);
        assertTrue(ready.get("journal").get("problem").asText().contains("takes no writes"), ready::toString);
        assertEquals(1, ada.durable());
        try (OpenTransaction writable = new OpenTransaction(database)) {
            writable.sql("set transaction read write");
            writable.sql("alter database " + name + " reset default_transaction_read_only");
            writable.commit();
        }
        // The connections that were made meanwhile stay read-only for as long as they live.
        awaitState(ada, "ok");
        ada.awaitDurable(2);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (easel.get("/health/ready").statusCode() != 200) {
            assertTrue(System.nanoTime() < deadline, "does not become ready");
        }
        assertEquals(2, easel.post("/api/projects/" + project + "/flush", "").statusCode() / 100);
    }

    @Test
    @DisplayName("a server that is told to take no writes, and later to take them again, is used as it is")
    void read_only_at_once() {
        String project = easel.createProject();
        BoardClient ada = join(project);
        ada.edit(put("a"));
        ada.awaitDurable(1);
        PgConnection operator = database.connect();
        sql(operator, "set default_transaction_read_only = off");
        try {
            sql(operator, "alter system set default_transaction_read_only = on");
            sql(operator, "select pg_reload_conf()");
            ada.edit(put("b"));
            awaitState(ada, "degraded");
            JsonNode ready = TestEasel.json(easel.get("/health/ready"));
            assertTrue(ready.get("database").get("problem").asText().contains("takes no writes"), ready::toString);
            assertEquals(1, ada.durable());
        } finally {
            sql(operator, "alter system reset default_transaction_read_only");
            sql(operator, "select pg_reload_conf()");
            TestDatabase.await(operator.close());
        }
        awaitState(ada, "ok");
        ada.awaitDurable(2);
        assertEquals(2, easel.post("/api/projects/" + project + "/flush", "").statusCode() / 100);
    }

    private static void sql(PgConnection connection, String statement) {
        TestDatabase.await(connection.query(statement).execute());
    }

    private void endConnections(String name) {
        database.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name
                + "' and application_name = 'easel' and pid <> pg_backend_pid()");
    }

    private BoardClient join(String project) {
        BoardClient client = new BoardClient().join(easel.uri(), project);
        clients.add(client);
        return client;
    }

    private void trigger(String table, String project, String what) {
        trigger(table, "fails", project, what);
    }

    private void trigger(String table, String name, String project, String what) {
        database.sql("create function " + name + "() returns trigger language plpgsql as $$ begin if new.project_id = '"
                + project + "' then " + what + "; end if; return new; end $$");
        database.sql("create trigger " + name + " before insert on " + table + " for each row execute function " + name
                + "()");
    }

    private static void awaitState(BoardClient client, String state) {
        client.await("persistence", message -> message.get("state").asText().equals(state));
    }

    private static boolean isState(JsonNode message) {
        return message.get("type").asText().equals("persistence");
    }

    private static String put(String id) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"x\":1}}";
    }
}
