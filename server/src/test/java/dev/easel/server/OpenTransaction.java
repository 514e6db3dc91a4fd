package dev.easel.server;

import static dev.easel.server.store.TestDatabase.await;

import dev.easel.server.store.TestDatabase;
import io.vertx.pgclient.PgConnection;

/** A transaction over a connection of its own, as somebody at a prompt leaves it open; rolled back at the end. */
public final class OpenTransaction implements AutoCloseable {
    private final PgConnection connection;

    public OpenTransaction(TestDatabase database) {
        connection = database.connect();
        sql("begin");
    }

    public void sql(String statement) {
        await(connection.query(statement).execute());
    }

    public void commit() {
        sql("commit");
    }

    @Override
    public void close() {
        sql("rollback");
        await(connection.close());
    }
}
