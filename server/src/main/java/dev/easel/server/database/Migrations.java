package dev.easel.server.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Brings the schema of a database to the version that this server needs. Several instances may run it at the same time,
 * and it may be run again after a failure. It uses JDBC, for a server on a worker thread; the server itself uses JDBC
 * for nothing else.
 */
public final class Migrations {
    private static final String LAST = "select version from flyway_schema_history where success and version is not null"
            + " order by installed_rank desc limit 1";

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
                .compose(host -> vertx.<Void>executeBlocking(() -> {
                    migrate(address.at(host));
                    return null;
                }))
                .recover(failure -> Future.failedFuture(Verdict.of(failure, address)));
    }

    /** Makes all migrations that were not made yet; blocking, over JDBC. */
    public static void migrate(DatabaseAddress at) {
        flyway(at, MigrationVersion.LATEST).migrate();
    }

    /**
     * Brings the tables of a database to a migration of before, for data of that time; blocking, over JDBC.
     *
     * @param last the last migration to be made
     * @throws IllegalArgumentException there is no such migration yet, or a later one was made already
     */
    public static void migrate(DatabaseAddress at, String last) {
        MigrationVersion wanted = MigrationVersion.fromVersion(last);
        MigrationInfoService info = flyway(at, MigrationVersion.LATEST).info();
        if (List.of(info.all()).stream().noneMatch(it -> wanted.equals(it.getVersion()))) {
            throw new IllegalArgumentException(
                    "there is no migration " + last + ": a later version of Easel is needed");
        }
        MigrationInfo current = info.current();
        if (current != null && wanted.compareTo(current.getVersion()) < 0) {
            throw new IllegalArgumentException("the tables are those of migration " + current.getVersion()
                    + " already, and " + last + " is wanted: a database without tables is needed");
        }
        flyway(at, wanted).migrate();
    }

    private static Flyway flyway(DatabaseAddress at, MigrationVersion last) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(new AddressSource(at))
                .locations("classpath:db/migration")
                .target(last)
                .load();
    }

    /** The last migration that was made where the connection leads to. */
    public static String last(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAST);
                ResultSet found = statement.executeQuery()) {
            if (!found.next()) {
                throw new SQLException("the database has no tables of Easel");
            }
            return found.getString(1);
        }
    }
}
