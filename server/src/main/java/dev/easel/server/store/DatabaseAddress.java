package dev.easel.server.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a PostgreSQL is, and as whom to speak to it.
 *
 * @param host a name or an address, IPv6 without brackets; never a directory of Unix sockets
 * @param rootCertificate file of the authorities to trust (PEM); empty: Java's own
 */
public record DatabaseAddress(
        String host,
        int port,
        String database,
        String user,
        String password,
        SslMode sslMode,
        Optional<String> rootCertificate) {
    public DatabaseAddress {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the database's host is empty");
        }
        if (host.startsWith("/")) {
            throw new IllegalArgumentException("a Unix socket (" + host + ") cannot be used: name a host");
        }
        if (host.contains(",")) {
            throw new IllegalArgumentException("one database host is expected, not several: " + host);
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the database's port is 1 to 65535, not " + port);
        }
    }

    /** From {@code DATABASE_URL}; without it from {@code PGHOST} and the other PG variables; empty without either. */
    public static Optional<DatabaseAddress> fromEnvironment(Function<String, String> environment) {
        Function<String, Optional<String>> set =
                name -> Optional.ofNullable(environment.apply(name)).filter(value -> !value.isBlank());
        Optional<Map<String, String>> given = set.apply("DATABASE_URL").map(DatabaseUrl::parts);
        if (given.isEmpty() && set.apply("PGHOST").isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> url = given.orElse(Map.of());
        return Optional.of(
                of((part, variable) -> Optional.ofNullable(url.get(part)).or(() -> set.apply(variable))));
    }

    /** @param url a connection URI of PostgreSQL's */
    public static DatabaseAddress of(String url) {
        Map<String, String> parts = DatabaseUrl.parts(url);
        return of((part, _) -> Optional.ofNullable(parts.get(part)));
    }

    private static DatabaseAddress of(Parts parts) {
        String user = parts.get("user", "PGUSER")
                .orElseThrow(() -> new IllegalArgumentException("the database's user is missing"));
        return new DatabaseAddress(
                parts.get("host", "PGHOST").orElse("localhost"),
                port(parts.get("port", "PGPORT").orElse("5432")),
                parts.get("dbname", "PGDATABASE").orElse(user),
                user,
                parts.get("password", "PGPASSWORD").orElse(""),
                sslMode(parts.get("sslmode", "PGSSLMODE").orElse("prefer")),
                parts.get("sslrootcert", "PGSSLROOTCERT"));
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("the database's port is a number, not " + text);
        }
    }

    private static SslMode sslMode(String text) {
        for (SslMode mode : SslMode.values()) {
            if (mode.value.equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "sslmode is disable, allow, prefer, require, verify-ca or verify-full, not " + text);
    }

    PgConnectOptions connectOptions() {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password)
                .setSslMode(sslMode);
        return sslMode == SslMode.DISABLE ? options : options.setSslOptions(ssl());
    }

    private ClientSSLOptions ssl() {
        boolean verified = sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL;
        ClientSSLOptions ssl = new ClientSSLOptions()
                .setTrustAll(!verified)
                .setHostnameVerificationAlgorithm(sslMode == SslMode.VERIFY_FULL ? "HTTPS" : "");
        if (verified) {
            rootCertificate.ifPresent(path -> ssl.setTrustOptions(new PemTrustOptions().addCertPath(path)));
        }
        return ssl;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + bracketed() + ":" + port + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** What JDBC needs besides the URL, user and password. */
    Map<String, String> jdbcProperties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("sslmode", sslMode.value);
        properties.put("ApplicationName", Database.APPLICATION);
        properties.put("connectTimeout", "5");
        properties.put("tcpKeepAlive", "true");
        rootCertificate.ifPresentOrElse(
                path -> properties.put("sslrootcert", path),
                () -> properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"));
        return properties;
    }

    private String bracketed() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + bracketed() + ":" + port + "/" + database + "?sslmode=" + sslMode.value;
    }

    private interface Parts {
        Optional<String> get(String part, String variable);
    }
}
