package dev.easel.server.history;

import static dev.easel.server.store.TestDatabase.await;

import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Timestamps;
import dev.easel.server.store.PgProjects;
import dev.easel.server.store.TestDatabase;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A database with projects whose journals the tests write. */
final class PastWorld implements AutoCloseable {
    private static final String INSERT = """
            insert into event (project_id, epoch, seq, at, actor, client, edit, group_id, changes)
            select $1, $9, e.seq, e.at, e.actor, e.client, e.edit, e.group_id, e.changes::json
              from unnest($2::bigint[], $3::timestamptz[], $4::text[], $5::uuid[], $6::bigint[], $7::text[], $8::text[])
                   as e (seq, at, actor, client, edit, group_id, changes)""";

    private static final int AT_ONCE = 5_000;

    final TestDatabase test = TestDatabase.create();
    private final PgProjects projects =
            new PgProjects(test.database(), _ -> {}, UUID::randomUUID, InstantSource.system(), () -> {});

    UUID project() {
        return await(projects.create("p", Json.EMPTY_OBJECT)).id();
    }

    /** Puts these events into the journal, as if a room had. */
    void write(UUID project, List<Event> events) {
        for (int from = 0; from < events.size(); from += AT_ONCE) {
            insert(project, 1, events.subList(from, Math.min(events.size(), from + AT_ONCE)));
        }
        test.sql(
                "update project set seq = $2 where id = $1",
                project,
                events.getLast().seq());
    }

    /** A failover has lost the events after this one, and a later epoch has written these in their place. */
    void replace(UUID project, List<Event> events, int after) {
        test.sql("delete from event where project_id = $1 and seq > $2", project, (long) after);
        for (int from = after; from < events.size(); from += AT_ONCE) {
            insert(project, 2, events.subList(from, Math.min(events.size(), from + AT_ONCE)));
        }
    }

    /** Until a statement of somebody waits for a lock. */
    void awaitBlocked() {
        while (test.number("select count(*) from pg_locks where not granted and database ="
                        + " (select oid from pg_database where datname = current_database())")
                == 0) {
            Thread.onSpinWait();
        }
    }

    private void insert(UUID project, long epoch, List<Event> events) {
        Tuple values = Tuple.of(
                project,
                events.stream().map(Event::seq).toArray(Long[]::new),
                events.stream().map(it -> Timestamps.of(it.at())).toArray(OffsetDateTime[]::new),
                events.stream().map(Event::by).toArray(String[]::new),
                events.stream().map(Event::client).toArray(UUID[]::new),
                events.stream().map(Event::edit).toArray(Long[]::new));
        values.addArrayOfString(
                events.stream().map(it -> it.group().orElse(null)).toArray(String[]::new));
        values.addArrayOfString(events.stream()
                .map(it -> EventCodec.changes(it.changes()).toString())
                .toArray(String[]::new));
        values.addLong(epoch);
        await(test.database().query(INSERT, values));
    }

    /** Adds a version that ends behind this event, and is not the active one. */
    void version(UUID project, long head) {
        test.sql("""
                insert into version (project_id, id, kind, created_at, base_seq, head_seq)
                values ($1, gen_random_uuid(), 'manual', now(), 0, $2)""", project, head);
    }

    void delete(UUID project) {
        await(projects.delete(project));
    }

    static Map<String, CanvasObject> byId(Collection<CanvasObject> objects) {
        Map<String, CanvasObject> byId = new TreeMap<>();
        objects.forEach(it -> byId.put(it.id(), it));
        return byId;
    }

    @Override
    public void close() {
        test.close();
    }
}
