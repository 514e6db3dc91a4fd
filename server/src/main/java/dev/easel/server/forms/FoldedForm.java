package dev.easel.server.forms;

import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/**
 * What a form shows that made the last change of an object up to the horizon, where it does not show all of that
 * object.
 *
 * @param seq the event that it made
 */
record FoldedForm(long seq, FormSession session, Json known) {
    private static final String FIND = """
            select seq, client, group_id, known::text as known from folded_form
             where project_id = $1 and object_id = $2""";

    private static final String WRITE = """
            insert into folded_form (project_id, object_id, seq, client, group_id, known)
            values ($1, $2, $3, $4, $5, $6::text::json)
            on conflict (project_id, object_id) do update
               set seq = excluded.seq, client = excluded.client, group_id = excluded.group_id,
                   known = excluded.known""";

    /** Of the object; at most one. */
    static Future<Optional<FoldedForm>> of(SqlConnection connection, UUID project, String object) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(project, object))
                .map(rows -> rows.stream()
                        .findFirst()
                        .flatMap(row -> FormSession.of(row.getUUID("client"), Optional.of(row.getString("group_id")))
                                .map(session -> new FoldedForm(
                                        row.getLong("seq"), session, JsonReader.stored(row.getString("known"))))));
    }

    Future<Void> write(SqlConnection connection, UUID project, String object) {
        return connection
                .preparedQuery(WRITE)
                .execute(Tuple.of(
                        project, object, seq, session.client(), session.group(Optional.empty()), known.toString()))
                .mapEmpty();
    }
}
