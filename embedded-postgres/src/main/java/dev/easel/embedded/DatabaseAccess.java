package dev.easel.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Logs in to PostgreSQL with the password, on the port that it listens on. Each call opens a connection of its own. */
record DatabaseAccess(int port, String password) {
    private static final String HOST = "127.0.0.1";
    private static final String DATABASE = "easel";

    PostgresAddress address() {
        return new PostgresAddress(HOST, port, DATABASE, DataDirectory.USER, password);
    }

    /** Creates Easel's database, unless it exists. */
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

    /** @throws IllegalStateException it serves other files than these, or it would lose commits */
    void verify(DataDirectory files) throws SQLException {
        try (Connection connection = connect(DATABASE)) {
            expect(connection, "data_directory", files.path().toString());
            expect(connection, "fsync", "on");
            expect(connection, "synchronous_commit", "on");
            expect(connection, "full_page_writes", "on");
        }
    }

    /** Whether what listens there is a PostgreSQL that serves this directory. */
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
        properties.setProperty("user", DataDirectory.USER);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        return new org.postgresql.Driver()
                .connect("jdbc:postgresql://" + HOST + ":" + port + "/" + database, properties);
    }
}
