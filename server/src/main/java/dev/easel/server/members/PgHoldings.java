package dev.easel.server.members;

import dev.easel.server.access.Holdings;
import dev.easel.server.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** What people have, by the tables. May be used from any thread. */
public final class PgHoldings implements Holdings {
    private static final String BOARDS = """
            select count(*) from user_project join member using (user_id, project_id)
             where user_id = $1 and role = 'owner'""";

    /** The length of a value that is stored elsewhere is known without reading it. */
    private static final String BYTES_OF = """
            with payer as (%s)
            select coalesce(sum(octet_length(bytes)), 0)::bigint
              from payer join user_project using (user_id) join member using (user_id, project_id)
                   join asset using (project_id)
             where role = 'owner'""";

    private static final String BYTES = BYTES_OF.formatted("select $1::text as user_id");

    private static final String BYTES_OF_OWNER = BYTES_OF.formatted(
            "select user_id from member where project_id = $1 and role = 'owner' order by since, user_id limit 1");

    private final Database database;

    public PgHoldings(Database database) {
        this.database = database;
    }

    @Override
    public Future<Long> boards(String user) {
        return number(BOARDS, Tuple.of(user));
    }

    @Override
    public Future<Long> bytes(String user) {
        return number(BYTES, Tuple.of(user));
    }

    @Override
    public Future<Long> bytesOfOwner(UUID project) {
        return number(BYTES_OF_OWNER, Tuple.of(project));
    }

    private Future<Long> number(String sql, Tuple values) {
        return database.query(sql, values).map(rows -> rows.iterator().next().getLong(0));
    }
}
