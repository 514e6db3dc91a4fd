package dev.easel.server.store;

import dev.easel.server.database.Database;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.DatabaseHost;
import dev.easel.server.database.Migrations;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An empty, migrated database of its own on the shared PostgreSQL, and a Vert.x to reach it with. */
public final class TestDatabase implements AutoCloseable {
    /** Beside other work; to close, Vert.x itself gives each of two groups of threads ten seconds. */
    private static final int PATIENCE_S = 60;

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseAddress address;
    private final Database database;

    private TestDatabase(DatabaseAddress address) {
        this.address = address;
        this.database = Database.open(vertx, address, 4);
    }

    public static TestDatabase create() {
        return created(" template " + Migrated.NAME);
    }

    /** Without any table. */
    public static TestDatabase createEmpty() {
        return created("");
    }

    private static TestDatabase created(String how) {
        DatabaseAddress shared = SharedPostgres.address();
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (TestDatabase maker = new TestDatabase(shared)) {
            maker.sql("create database " + name + how);
        }
        return new TestDatabase(shared.with(name, shared.settings()));
    }

    public Vertx vertx() {
        return vertx;
    }

    public DatabaseAddress address() {
        return address;
    }

    /** Its server. */
    public DatabaseHost host() {
        return address.hosts().getFirst();
    }

    /** What its instances know each other by. */
    public byte[] secret() {
        return sql("select secret from cluster_secret")
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
    }

    /** A connection beside the pool. */
    public PgConnection connect() {
        return await(PgConnection.connect(vertx, address.connectOptions(host())));
    }

    public Database database() {
        return database;
    }

    public RowSet<Row> sql(String statement, Object... values) {
        return await(database.query(statement, Tuple.from(values)));
    }

    /** The first value of the first row. */
    public long number(String query, Object... values) {
        return sql(query, values).iterator().next().getLong(0);
    }

    /** The result; a failure is thrown. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause());
        } catch (TimeoutException | InterruptedException late) {
            throw new AssertionError("no answer within " + PATIENCE_S + " s", late);
        }
    }

    /** The failure of a future that must fail. */
    public static Throwable failure(Future<?> future) {
        return await(future.transform(it -> it.failed()
                ? Future.succeededFuture(it.cause())
                : Future.failedFuture(new AssertionError("did not fail: " + it.result()))));
    }

    @Override
    public void close() {
        await(database.close());
        await(vertx.close());
    }

    /** The database that the others are copies of: all migrations take longer than a copy. */
    private static final class Migrated {
        static final String NAME = made();

        private static String made() {
            try (TestDatabase first = createEmpty()) {
                await(new Migrations(first.vertx, first.address).run());
                return first.address.database();
            }
        }
    }
}
