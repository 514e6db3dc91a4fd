package dev.easel.server.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema of a database to the version that this server needs. Several instances may run it at the same time,
 * and it may be run again after a failure. It uses JDBC on a worker thread; the server itself uses JDBC for nothing
 * else.
 */
public final class Migrations {
    /**
     * Classes of SQLSTATE: connection exceptions, invalid authorization, no such database, too few resources, operator
     * intervention (starting up, shutting down).
     */
    private static final Set<String> UNREACHABLE = Set.of("08", "28", "3D", "53", "57");

    private final Vertx vertx;
    private final DatabaseAddress address;

    public Migrations(Vertx vertx, DatabaseAddress address) {
        this.vertx = vertx;
        this.address = address;
    }

    public Future<Void> run() {
        return vertx.executeBlocking(this::migrate);
    }

    /**
     * Whether PostgreSQL has {@code fsync} on. Without it, nothing that is called durable survives a crash of the
     * machine.
     */
    public Future<Boolean> writesThrough() {
        return vertx.executeBlocking(() -> {
            Properties properties = new Properties();
            properties.putAll(address.jdbcProperties());
            properties.setProperty("user", address.user());
            properties.setProperty("password", address.password());
            try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties);
                    Statement statement = connection.createStatement();
                    ResultSet fsync = statement.executeQuery("show fsync")) {
                return fsync.next() && fsync.getString(1).equals("on");
            }
        });
    }

    /**
     * Whether a run failed because the database could not be reached or did not let us in. A later try may succeed
     * then; after a migration that failed it would not.
     */
    public static boolean isUnreachable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && UNREACHABLE.contains(String.valueOf(sql.getSQLState()).substring(0, 2))) {
                return true;
            }
        }
        return false;
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
