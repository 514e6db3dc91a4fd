package dev.easel.server.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.flywaydb.core.Flyway;

/**
 * Brings a database's schema up to what this server needs. Safe to run by several instances at once, and again after it
 * failed. Over JDBC, on a worker thread; nothing else uses JDBC for its statements.
 */
public final class Migrations {
    private final Vertx vertx;
    private final DatabaseAddress address;

    public Migrations(Vertx vertx, DatabaseAddress address) {
        this.vertx = vertx;
        this.address = address;
    }

    public Future<Void> run() {
        return vertx.executeBlocking(this::migrate);
    }

    private Void migrate() {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .jdbcProperties(address.jdbcProperties())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return null;
    }
}
