package dev.easel.server.database;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL is, and as whom to speak to it.
 *
 * @param host a name or an address, IPv6 without brackets; never a directory of Unix sockets
 * @param rootCertificate file of the authorities to trust (PEM); empty: Java's own
 * @param settings of each session, such as {@code search_path}
 * @param ignored names of the connection URI's parameters that Easel does not know and does not keep to
 */
public record DatabaseAddress(
        String host,
        int port,
        String database,
        String user,
        String password,
        SslMode sslMode,
        Optional<String> rootCertificate,
        Map<String, String> settings,
        Set<String> ignored) {
    private static final String APPLICATION = "easel";

    public DatabaseAddress {
        settings = Map.copyOf(settings);
        ignored = Set.copyOf(ignored);
        if (user.isEmpty()) {
            throw new IllegalArgumentException("the database's user is missing: DATABASE_URL or PGUSER names it");
        }
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
    public static Optional<DatabaseAddress> fromEnvironment(Function<String, @Nullable String> variables) {
        String uri = variables.apply("DATABASE_URL");
        if (uri != null && !uri.isBlank()) {
            return Optional.of(of(ConnectionUri.completed(uri, variables)));
        }
        String host = variables.apply("PGHOST");
        return host == null || host.isBlank()
                ? Optional.empty()
                : Optional.of(of(ConnectionUri.completed("postgresql://", variables)));
    }

    /** @param uri a connection URI of PostgreSQL's, which names at least a user */
    public static DatabaseAddress of(String uri) {
        return of(ConnectionUri.completed(uri, _ -> null));
    }

    private static DatabaseAddress of(ConnectionUri uri) {
        PgConnectOptions options = uri.options();
        String database = options.getDatabase().isEmpty() ? options.getUser() : options.getDatabase();
        return new DatabaseAddress(
                options.getHost(),
                options.getPort(),
                database,
                options.getUser(),
                options.getPassword(),
                options.getSslMode(),
                uri.rootCertificate(),
                uri.settings(),
                uri.ignored());
    }

    /** The same, with other settings of its sessions or another database. */
    public DatabaseAddress with(String otherDatabase, Map<String, String> otherSettings) {
        return new DatabaseAddress(
                host, port, otherDatabase, user, password, sslMode, rootCertificate, otherSettings, ignored);
    }

    public PgConnectOptions connectOptions() {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password)
                .setSslMode(sslMode)
                .setProperties(new HashMap<>(
                        Map.of("application_name", APPLICATION, "client_encoding", "utf8", "DateStyle", "ISO")));
        return sslMode == SslMode.DISABLE ? options : options.setSslOptions(ssl());
    }

    private ClientSSLOptions ssl() {
        boolean verified = isVerified();
        ClientSSLOptions ssl = new ClientSSLOptions()
                .setTrustAll(!verified)
                .setHostnameVerificationAlgorithm(sslMode == SslMode.VERIFY_FULL ? "HTTPS" : "");
        if (verified) {
            ssl.setTrustOptions(rootCertificate
                    .<TrustOptions>map(path -> new PemTrustOptions().addCertPath(path))
                    .orElseGet(DatabaseAddress::ownAuthorities));
        }
        return ssl;
    }

    private boolean isVerified() {
        return sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL;
    }

    private static TrustOptions ownAuthorities() {
        try {
            TrustManagerFactory java = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            java.init((KeyStore) null);
            return TrustOptions.wrap(java.getTrustManagers()[0]);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("Java's own authorities cannot be read", failure);
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + bracketed() + ":" + port + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** What JDBC needs besides the URL, user and password. */
    public Map<String, String> jdbcProperties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("sslmode", sslMode.value);
        properties.put("ApplicationName", APPLICATION);
        properties.put("connectTimeout", "5");
        properties.put("tcpKeepAlive", "true");
        rootCertificate.ifPresent(path -> properties.put("sslrootcert", path));
        if (rootCertificate.isEmpty() && isVerified()) {
            properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return properties;
    }

    /** A connection over JDBC, for tools; the server has {@link Database}. The caller closes it. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(jdbcProperties());
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        Connection connection = DriverManager.getConnection(jdbcUrl(), properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(SessionSettings.sql(settings));
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    private String bracketed() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + bracketed() + ":" + port + "/" + database + "?sslmode=" + sslMode.value;
    }
}
