package dev.easel.server.upkeep;

import dev.easel.server.database.Database;
import dev.easel.server.metrics.UpkeepMetrics;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;

/** Asks PostgreSQL for the sizes of tables. May be used from any thread. */
public final class PgStoredSizes implements StoredSizes {
    private static final String SIZES = """
            select name, pg_total_relation_size(name::regclass) as bytes from unnest($1::text[]) as name""";

    private static final String LARGEST = """
            select coalesce(max(bytes), 0)::bigint as bytes
              from (select sum(bytes) as bytes from history_block group by project_id) as project""";

    private final Database database;

    public PgStoredSizes(Database database) {
        this.database = database;
    }

    @Override
    public Future<Sizes> look() {
        return database.query(SIZES, Tuple.tuple().addArrayOfString(UpkeepMetrics.TABLES.toArray(String[]::new)))
                .compose(rows -> {
                    Map<String, Long> sizes = new HashMap<>();
                    rows.forEach(row -> sizes.put(row.getString("name"), row.getLong("bytes")));
                    return database.query(LARGEST, Tuple.tuple())
                            .map(largest ->
                                    new Sizes(sizes, largest.iterator().next().getLong("bytes")));
                });
    }
}
