package dev.easel.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A way in: the port PostgreSQL listens on, and the password. Every question is a connection of its own. */
record Session(int port, String password) {
    private static final String HOST = "127.0.0.1";
    private static final String DATABASE = "easel";

    PostgresAddress address() {
        return new PostgresAddress(HOST, port, DATABASE, Cluster.USER, password);
    }

    /** Makes Easel's database, unless it is there. */
    void prepare() throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            boolean there;
            try (ResultSet rows = statement.executeQuery("select from pg_database where datname = 'easel'")) {
                there = rows.next();
            }
            if (!there) {
                statement.execute("create database easel");
            }
        }
    }

    /** @throws IllegalStateException it is another database than {@code cluster}'s, or it would lose commits */
    void verify(Cluster cluster) throws SQLException {
        try (Connection connection = connect(DATABASE)) {
            expect(connection, "data_directory", cluster.directory().toString());
            expect(connection, "fsync", "on");
            expect(connection, "synchronous_commit", "on");
            expect(connection, "full_page_writes", "on");
        }
    }

    /** Whether a PostgreSQL is there that serves this very directory. */
    boolean serves(Path directory) throws SQLException {
        try (Connection connection = connect("postgres")) {
            return show(connection, "data_directory").equals(directory.toString());
        }
    }

    private static void expect(Connection connection, String setting, String value) throws SQLException {
        String found = show(connection, setting);
        if (!found.equals(value)) {
            throw new IllegalStateException(
                    "PostgreSQL runs with " + setting + " = " + found + ", and must with " + value);
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

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", Cluster.USER);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        return new org.postgresql.Driver()
                .connect("jdbc:postgresql://" + HOST + ":" + port + "/" + database, properties);
    }
}
