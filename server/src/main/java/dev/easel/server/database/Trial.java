package dev.easel.server.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tries at the start what the server will need of its database, so that it says ready only when it can work (pitfall
 * 37). All connections, of the pool and of the journal, are made in the same way ({@link Database#open}); two of them
 * are tried beside each other.
 */
public final class Trial {
    /** Before it, numbers do not come back as they were written without {@code extra_float_digits}. */
    static final int OLDEST = 12;

    private static final String WRITES = "select pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'";

    private static final String FACTS = """
            select current_setting('server_encoding') as encoding,
                   current_setting('server_version_num')::int as version,
                   current_setting('server_version') as version_text,
                   current_schema() as schema,
                   current_setting('search_path') as search_path,
                   has_schema_privilege(current_schema(), 'create') as may_create,
                   to_regclass(quote_ident(current_schema()) || '.flyway_schema_history') is not null as migrated,
                   current_setting('statement_timeout') as statement_timeout,
                   current_setting('synchronous_commit') as synchronous_commit,
                   current_setting('fsync') = 'on' as writes_through""";

    private final Vertx vertx;
    private final DatabaseAddress address;

    public Trial(Vertx vertx, DatabaseAddress address) {
        this.vertx = vertx;
        this.address = address;
    }

    /**
     * What was found.
     *
     * @param writesThrough {@code fsync} is on. Without it, nothing that is called durable survives a crash of the
     *     database's machine
     */
    public record Found(boolean writesThrough) {}

    /** Fails with a {@link DatabaseRefused} or a {@link DatabaseNotYet}. */
    public Future<Found> run() {
        PrimarySearch primary = new PrimarySearch(vertx, address);
        Database database = Database.open(vertx, primary, 2);
        return vertx.executeBlocking(this::checkCertificates)
                .compose(_ -> primary.find())
                .compose(host -> vertx.executeBlocking(() -> migrationConnection(address.at(host))))
                .compose(_ -> database.connection(one -> database.connection(other -> tried(one, other))))
                .recover(failure -> Future.failedFuture(Verdict.of(failure, address)))
                .eventually(database::close);
    }

    private Void checkCertificates() {
        Optional<String> unreadable = address.rootCertificate().filter(file -> !Files.isReadable(Path.of(file)));
        if (unreadable.isPresent()) {
            throw Verdict.refused(address, "the file of sslrootcert cannot be read: " + unreadable.get(), null);
        }
        return null;
    }

    /** Over JDBC first, as the migrations: it tells best why there is no connection, or not the one asked for. */
    private Void migrationConnection(DatabaseAddress at) throws SQLException {
        try (Connection connection = at.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            checkWritable(statement);
            connection.commit();
            return null;
        }
    }

    /** Before the pool, which gives out no connection to a server that takes no writes. */
    private void checkWritable(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(WRITES)) {
            row.next();
            if (row.getBoolean(1)) {
                throw Verdict.notYet(
                        address,
                        "it is a standby, which can only be read: name the primary, or wait until this is one",
                        null);
            }
            if (row.getBoolean(2)) {
                throw Verdict.notYet(address, "it can only be read (default_transaction_read_only)", null);
            }
        }
    }

    private Future<Found> tried(SqlConnection one, SqlConnection other) {
        int key = RandomGenerator.getDefault().nextInt();
        return new SharedConnections(one, other)
                .areApart(key)
                .compose(apart -> apart
                        ? one.query(FACTS).execute()
                        : Future.failedFuture(Verdict.refused(address, SharedConnections.TOLD, null)))
                .map(rows -> judged(rows.iterator().next()));
    }

    private Found judged(Row facts) {
        String encoding = facts.getString("encoding");
        if (!encoding.equals("UTF8")) {
            throw Verdict.refused(
                    address,
                    "its encoding is " + encoding + ", which cannot keep all texts: make one with"
                            + " create database … encoding 'UTF8' template template0",
                    null);
        }
        if (facts.getInteger("version") < OLDEST * 10_000) {
            throw Verdict.refused(
                    address,
                    "it is PostgreSQL " + facts.getString("version_text") + ", and Easel needs " + OLDEST
                            + " or later: upgrade it",
                    null);
        }
        if (!facts.getString("statement_timeout").equals(Waits.STATEMENT_MS / 1_000 + "s")
                || !facts.getString("synchronous_commit").equals("on")) {
            throw Verdict.refused(address, SharedConnections.TOLD, null);
        }
        checkSchema(facts);
        return new Found(facts.getBoolean("writes_through"));
    }

    private void checkSchema(Row facts) {
        String schema = facts.getString("schema");
        if (schema == null) {
            throw Verdict.refused(
                    address,
                    "no schema of its search_path (" + facts.getString("search_path") + ") is there for the role "
                            + address.user() + ": create schema …, or grant usage on it",
                    null);
        }
        if (!facts.getBoolean("migrated") && !facts.getBoolean("may_create")) {
            throw Verdict.refused(
                    address,
                    "the role " + address.user() + " may not create tables in the schema " + schema
                            + ": grant create on schema " + schema + " to " + address.user(),
                    null);
        }
    }
}
