package dev.easel.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs in to PostgreSQL on the port that it listens on. Each call opens connections of its own. */
record DatabaseAccess(int port, Passwords passwords) {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseAccess.class);

    private static final String HOST = "127.0.0.1";
    private static final String DATABASE = "easel";

    /** SQLSTATEs of a login that is refused: no such role or not allowed in, a wrong password, no such database. */
    private static final Set<String> NOT_LET_IN = Set.of("28000", "28P01", "3D000");

    /** As the plain role, which owns the database. */
    PostgresAddress address() {
        return new PostgresAddress(HOST, port, DATABASE, PlainRole.NAME, passwords.plain());
    }

    PostgresAddress superuser() {
        return new PostgresAddress(HOST, port, DATABASE, PlainRole.SUPERUSER, passwords.superuser());
    }

    /** Creates the plain role and its database, unless they exist, and gives it what the superuser had in it. */
    void prepare() throws SQLException {
        if (!isLetIn()) {
            try (Connection connection = asSuperuser("postgres")) {
                PlainRole.make(connection, passwords.plain());
                PlainRole.makeDatabase(connection, DATABASE);
            }
        }
        try (Connection connection = asSuperuser(DATABASE)) {
            int given = PlainRole.give(connection, DATABASE);
            if (given > 0) {
                LOG.info(
                        "The role {} owns now what the superuser had of the database: {} objects",
                        PlainRole.NAME,
                        given);
            }
        }
    }

    private boolean isLetIn() throws SQLException {
        try (Connection _ = connect(DATABASE, PlainRole.NAME, passwords.plain())) {
            return true;
        } catch (SQLException refused) {
            if (NOT_LET_IN.contains(String.valueOf(refused.getSQLState()))) {
                return false;
            }
            throw refused;
        }
    }

    /** @throws CannotRun it serves other files than these, or it would lose commits */
    void verify(DataDirectory files) throws SQLException {
        if (!serves(files.path())) {
            throw new CannotRun("the PostgreSQL on port " + port + " serves another directory than " + files.path());
        }
        try (Connection connection = connect(DATABASE, PlainRole.NAME, passwords.plain())) {
            expect(connection, "fsync");
            expect(connection, "synchronous_commit");
            expect(connection, "full_page_writes");
        }
    }

    /** Whether what listens there is a PostgreSQL that serves this directory. */
    boolean serves(Path directory) throws SQLException {
        try (Connection connection = asSuperuser("postgres")) {
            return show(connection, "data_directory").equals(directory.toString());
        }
    }

    private static void expect(Connection connection, String setting) throws SQLException {
        String found = show(connection, setting);
        if (!found.equals("on")) {
            throw new CannotRun("the embedded PostgreSQL runs with " + setting + " = " + found
                    + " and would lose commits: set it to on, or remove what sets it (alter role, alter database)");
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (var statement = connection.prepareStatement("select current_setting(?)")) {
            statement.setString(1, setting);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private Connection asSuperuser(String database) throws SQLException {
        return connect(database, PlainRole.SUPERUSER, passwords.superuser());
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        return new org.postgresql.Driver()
                .connect("jdbc:postgresql://" + HOST + ":" + port + "/" + database, properties);
    }
}
