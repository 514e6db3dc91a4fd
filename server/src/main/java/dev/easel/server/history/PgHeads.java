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
    private static final String HEADS = "select id, seq, epoch from project where id = any ($1::uuid[])";

    @Override
    public Future<Map<UUID, Head>> of(Collection<UUID> projects) {
        return database.query(HEADS, Tuple.tuple().addArrayOfUUID(projects.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Head> heads = new HashMap<>();
                    rows.forEach(
                            row -> heads.put(row.getUUID("id"), new Head(row.getLong("seq"), row.getLong("epoch"))));
                    return heads;
                });
    }
}
