package dev.easel.embedded;

/** Where an embedded PostgreSQL listens, without TLS and on loopback only, and as whom to log in. */
public record PostgresAddress(String host, int port, String database, String user, String password) {
    /** A connection URI of PostgreSQL's. No part of it needs to be escaped. */
    public String url() {
        return "postgres://" + user + ":" + password + "@" + host + ":" + port + "/" + database + "?sslmode=disable";
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "postgres://" + user + "@" + host + ":" + port + "/" + database;
    }
}
