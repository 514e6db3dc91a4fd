package dev.easel.server.ownership;

import dev.easel.server.database.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.util.Optional;

/** The key that the instances of one database have in common, and nobody else. */
public final class ClusterSecret {
    private static final int BYTES = 32;

    private static final String READ = "select secret from cluster_secret where id = 1";
    private static final String MAKE =
            "insert into cluster_secret (id, secret) values (1, $1) on conflict (id) do nothing";

    private ClusterSecret() {}

    /** Reads it; the first instance that asks makes it. */
    public static Future<byte[]> of(Database database, SecureRandom random) {
        return read(database)
                .compose(there -> there.map(Future::succeededFuture)
                        .orElseGet(() -> make(database, random)
                                .compose(_ -> read(database))
                                .map(Optional::orElseThrow)));
    }

    private static Future<Void> make(Database database, SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return database.query(MAKE, Tuple.of(Buffer.buffer(secret))).mapEmpty();
    }

    private static Future<Optional<byte[]>> read(Database database) {
        return database.query(READ, Tuple.tuple())
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> row.getBuffer("secret").getBytes()));
    }
}
