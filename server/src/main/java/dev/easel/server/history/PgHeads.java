package dev.easel.server.history;

import dev.easel.server.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads them in one statement. */
record PgHeads(Database database) implements Heads {
    private static final String SEQS = "select id, seq from project where id = any ($1::uuid[])";

    @Override
    public Future<Map<UUID, Long>> of(Collection<UUID> projects) {
        return database.query(SEQS, Tuple.tuple().addArrayOfUUID(projects.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Long> heads = new HashMap<>();
                    rows.forEach(row -> heads.put(row.getUUID("id"), row.getLong("seq")));
                    return heads;
                });
    }
}
