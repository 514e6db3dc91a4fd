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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL is, and as whom to speak to it.
 *
 * @param hosts its servers, at least one; of several, one takes writes, and the others follow it
 * @param rootCertificate file of the authorities to trust (PEM); empty: Java's own
 * @param settings of each session, such as {@code search_path}
 * @param ignored names of the connection URI's parameters that Easel does not know and does not keep to
 */
public record DatabaseAddress(
        List<DatabaseHost> hosts,
        String database,
        String user,
        String password,
        SslMode sslMode,
        Optional<String> rootCertificate,
        Map<String, String> settings,
        Set<String> ignored) {
    /** What connections of the server's pools are named in PostgreSQL. */
    static final String APPLICATION = "easel";

    /** What those over JDBC are named: migrations and tools. */
    private static final String TOOLS = "easel tools";

    /** How long JDBC waits for one host, in seconds, in each step of a login. */
    static final int LOGIN_S = Waits.STATEMENT_MS / 1_000;

    public DatabaseAddress {
        hosts = List.copyOf(hosts);
        settings = Map.copyOf(settings);
        ignored = Set.copyOf(ignored);
        if (user.isEmpty()) {
            throw new IllegalArgumentException("the database's user is missing: DATABASE_URL or PGUSER names it");
        }
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("the database's host is missing");
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
                uri.hosts(),
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
                hosts, otherDatabase, user, password, sslMode, rootCertificate, otherSettings, ignored);
    }

    /** The same, at one server. */
    public DatabaseAddress at(DatabaseHost host) {
        return new DatabaseAddress(
                List.of(host), database, user, password, sslMode, rootCertificate, settings, ignored);
    }

    /** For a connection to one of its servers, whose name the certificate is checked against. */
    public PgConnectOptions connectOptions(DatabaseHost host) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host.name())
                .setPort(host.port())
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
        return "jdbc:postgresql://" + places() + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** What JDBC needs besides the URL, user and password. */
    public Map<String, String> jdbcProperties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("sslmode", sslMode.value);
        properties.put("ApplicationName", TOOLS);
        properties.put("connectTimeout", Integer.toString(LOGIN_S));
        properties.put("socketTimeout", Integer.toString(LOGIN_S));
        properties.put("tcpKeepAlive", "true");
        if (hosts.size() > 1) {
            properties.put("targetServerType", "primary");
            properties.put("hostRecheckSeconds", "0"); // a standby that was asked a moment ago may be promoted by now
        }
        rootCertificate.ifPresent(path -> properties.put("sslrootcert", path));
        if (rootCertificate.isEmpty() && isVerified()) {
            properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return properties;
    }

    /**
     * A connection over JDBC, for tools, to the host that takes writes where there are several; the server has
     * {@link Database}. The caller closes it. Its statements may take any time.
     */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(jdbcProperties());
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        Connection connection = DriverManager.getConnection(jdbcUrl(), properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(SessionSettings.sql(settings));
            statement.execute("select " + SessionSettings.COMPRESSION);
            connection.setNetworkTimeout(Runnable::run, 0);
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Its hosts and their ports, as a connection URI has them. */
    public String places() {
        return hosts.stream().map(DatabaseHost::toString).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + places() + "/" + database + "?sslmode=" + sslMode.value;
    }
}
