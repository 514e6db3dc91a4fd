package dev.easel.server.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema of a database to the version that this server needs. Several instances may run it at the same time,
 * and it may be run again after a failure. It uses JDBC on a worker thread; the server itself uses JDBC for nothing
 * else.
 */
public final class Migrations {
    private final Vertx vertx;
    private final DatabaseAddress address;

    public Migrations(Vertx vertx, DatabaseAddress address) {
        this.vertx = vertx;
        this.address = address;
    }

    /** Fails with a {@link DatabaseRefused} or a {@link DatabaseNotYet}. */
    public Future<Void> run() {
        return new PrimarySearch(vertx, address)
                .find()
                .compose(host -> vertx.executeBlocking(() -> migrate(address.at(host))))
                .recover(failure -> Future.failedFuture(Verdict.of(failure, address)));
    }

    private static Void migrate(DatabaseAddress at) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(new AddressSource(at))
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return null;
    }
}
