package dev.easel.server.store;

import dev.easel.server.database.Database;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.Verdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/** Whether the server's role may read and write the tables: they may belong to another role, which migrates them. */
public final class TableRights {
    static final String[] TABLES = {
        "project",
        "canvas_object",
        "event",
        "snapshot",
        "asset",
        "picture",
        "version",
        "object_set_aside",
        "deleted_project",
        "trashed_project",
        "audit",
        "member",
        "share_link",
        "user_project",
        "access_request",
        "person",
        "history_snapshot",
        "history_entry",
        "history_block",
        "deleted_object",
        "horizon",
        "horizon_part",
        "folded_edit",
        "folded_form",
        "sign_in",
        "instance",
        "cluster_secret"
    };

    private static final String MISSING = """
            select string_agg(name, ', ' order by name) from unnest($1::text[]) as name
            where not (has_table_privilege(name, 'select') and has_table_privilege(name, 'insert')
                   and has_table_privilege(name, 'update') and has_table_privilege(name, 'delete'))""";

    private TableRights() {}

    /** Fails with a {@code DatabaseRefused} that names the tables which the role may not use. */
    public static Future<Void> check(Database database, DatabaseAddress address) {
        return database.query(MISSING, Tuple.of(TABLES))
                .map(rows -> rows.iterator().next().getString(0))
                .compose(missing -> missing == null
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture(Verdict.refused(
                                address,
                                "the role " + address.user() + " may not read and write " + missing
                                        + ": grant select, insert, update, delete on " + missing + " to "
                                        + address.user(),
                                null)))
                .recover(failure -> Future.failedFuture(Verdict.of(failure, address)));
    }
}
