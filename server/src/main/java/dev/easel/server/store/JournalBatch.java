package dev.easel.server.store;

import dev.easel.server.database.Timestamps;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.persistence.Journal.Entry;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * The statement that commits a batch. Its values are arrays: the columns of the runs, then the columns of all their
 * events.
 */
final class JournalBatch {
    /**
     * Locks the rows of the batch's projects in id order before it compares anything. A row that another transaction
     * has locked is skipped, so that a long transaction on one project delays no other project. The comparison is with
     * the rows that the lock returned, which are the latest committed ones; this statement's own snapshot may be older.
     * The update therefore needs no condition, and must not have one: PostgreSQL would check it against the snapshot
     * first.
     */
    static final String COMMIT = """
            with locked as materialized (
                select id, epoch, seq from project
                 where id = any ($1::uuid[])
                 order by id
                   for no key update skip locked),
            next as materialized (
                select locked.id, run.up_to
                  from locked
                  join unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[]) as run (id, epoch, after, up_to)
                    on run.id = locked.id and run.epoch = locked.epoch and run.after = locked.seq),
            moved as (
                update project set seq = next.up_to from next where project.id = next.id
                returning project.id, project.epoch),
            written as (
                insert into event (project_id, epoch, seq, at, actor, client, edit, group_id, changes, content,
                                   over_socket)
                select e.project_id, moved.epoch, e.seq, e.at, e.actor, e.client, e.edit, e.group_id, e.changes::json,
                       nullif(e.content, 0), e.over_socket
                  from unnest($5::uuid[], $6::bigint[], $7::timestamptz[], $8::text[], $9::uuid[], $10::bigint[],
                              $11::text[], $12::text[], $13::bigint[], $14::boolean[])
                       as e (project_id, seq, at, actor, client, edit, group_id, changes, content, over_socket)
                  join moved on moved.id = e.project_id)
            select id from moved""";

    private JournalBatch() {}

    /** @param batch has each project at most once */
    static Tuple values(List<Run> batch) {
        int events = batch.stream().mapToInt(run -> run.entries().size()).sum();
        UUID[] projects = new UUID[events];
        Long[] seqs = new Long[events];
        OffsetDateTime[] times = new OffsetDateTime[events];
        String[] actors = new String[events];
        UUID[] clients = new UUID[events];
        Long[] edits = new Long[events];
        String[] groups = new String[events];
        String[] changes = new String[events];
        Long[] contents = new Long[events];
        Boolean[] overSocket = new Boolean[events];
        int i = 0;
        for (Run run : batch) {
            for (Entry entry : run.entries()) {
                projects[i] = run.project();
                seqs[i] = entry.event().seq();
                times[i] = Timestamps.of(entry.event().at());
                actors[i] = entry.event().by();
                clients[i] = entry.event().client();
                edits[i] = entry.event().edit();
                groups[i] = entry.event().group().orElse(null);
                changes[i] = entry.changes().toString();
                contents[i] = entry.origin().content();
                overSocket[i] = entry.origin().isOverSocket();
                i++;
            }
        }
        return runs(batch)
                .addArrayOfUUID(projects)
                .addArrayOfLong(seqs)
                .addArrayOfOffsetDateTime(times)
                .addArrayOfString(actors)
                .addArrayOfUUID(clients)
                .addArrayOfLong(edits)
                .addArrayOfString(groups)
                .addArrayOfString(changes)
                .addArrayOfLong(contents)
                .addArrayOfBoolean(overSocket);
    }

    private static Tuple runs(List<Run> batch) {
        return Tuple.tuple()
                .addArrayOfUUID(batch.stream().map(Run::project).toArray(UUID[]::new))
                .addArrayOfLong(batch.stream().map(Run::epoch).toArray(Long[]::new))
                .addArrayOfLong(batch.stream().map(Run::after).toArray(Long[]::new))
                .addArrayOfLong(batch.stream().map(Run::upTo).toArray(Long[]::new));
    }
}
