package dev.easel.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.pgclient.PgConnectOptions;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection URI of PostgreSQL's, completed for Vert.x to read: what it leaves out is taken from the PG variables,
 * then from defaults, as libpq does it. Everything but the location is handed to Vert.x as parameters, of which the
 * last of a name counts; so their order is that of precedence, and a password may hold characters that Vert.x refuses
 * elsewhere. The hosts are read here, since Vert.x
 * reads one of them only.
 *
 * <p>{@link PgConnectOptions#fromEnv} is not used: it reads the environment of the process itself, passes over a port
 * that is not a number, and makes up a user and a password.
 *
 * @param parameters {@code name=value}, percent-encoded
 */
public record ConnectionUri(List<String> parameters) {
    private static final Pattern PARTS =
            Pattern.compile("postgres(ql)?://((?<user>[^?:@]*)(:(?<password>[^?]*))?@)?(?<location>[^/?@]*)"
                    + "(/(?<database>[^?]*))?(\\?(?<parameters>.*))?");

    /** One of the hosts, and its port; each may be left out. */
    private static final Pattern PLACE =
            Pattern.compile("(\\[(?<ipv6>[^\\[\\]]*)]|(?<name>[^:\\[\\]]*))(:(?<port>[^:\\[\\]]*))?");

    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String ROOT_CERTIFICATE = "sslrootcert";
    private static final String OPTIONS = "options";
    private static final String TARGET = "target_session_attrs";

    private static final List<String> DEFAULTS =
            List.of("host=localhost", "port=5432", "user=", "password=", "dbname=", "sslmode=prefer");

    private static final Map<String, String> VARIABLES = Map.of(
            HOST,
            "PGHOST",
            PORT,
            "PGPORT",
            "user",
            "PGUSER",
            "password",
            "PGPASSWORD",
            "dbname",
            "PGDATABASE",
            "sslmode",
            "PGSSLMODE",
            ROOT_CERTIFICATE,
            "PGSSLROOTCERT",
            OPTIONS,
            "PGOPTIONS",
            TARGET,
            "PGTARGETSESSIONATTRS");

    /** What Easel does in any case: it uses the server that takes writes. */
    private static final Set<String> TARGETS = Set.of("any", "read-write", "primary");

    /** As JDBC names the schema. */
    private static final String SCHEMA = "currentschema";

    /** The parameters that mean something, to Vert.x or to Easel. */
    private static final Set<String> KNOWN =
            Set.of(HOST, PORT, "user", "password", "dbname", "sslmode", ROOT_CERTIFICATE, OPTIONS, SCHEMA, TARGET);

    private static final Set<String> NOT_FOR_VERTX = Set.of(HOST, PORT, "hostaddr", OPTIONS, SCHEMA, TARGET);

    private static final String FORM =
            "DATABASE_URL has the form postgresql://user:password@host:port,host:port/database?name=value, with one"
                    + " host or several; a port (or PGPORT) is a number from 1 to 65535, its sslmode (or PGSSLMODE) is"
                    + " disable, allow, prefer, require, verify-ca or verify-full, and special characters are"
                    + " percent-encoded: @ as %40, % as %25";

    /**
     * @param variables null for one that is not set
     * @throws IllegalArgumentException it does not have the form of a connection URI. Here and below the message holds
     *     nothing of the URI, which holds the password
     */
    static ConnectionUri completed(String uri, Function<String, @Nullable String> variables) {
        Matcher parts = PARTS.matcher(uri.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(FORM);
        }
        List<String> parameters = new ArrayList<>(DEFAULTS);
        VARIABLES.forEach((name, variable) -> addVariable(parameters, name, variables.apply(variable)));
        addPlaces(parameters, Objects.requireNonNull(parts.group("location")));
        addPart(parameters, "user", parts.group("user"));
        addPart(parameters, "password", parts.group("password"));
        addPart(parameters, "dbname", parts.group("database"));
        String more = parts.group("parameters");
        if (more != null) {
            for (String parameter : literalPlus(more).split("&")) {
                addParameter(parameters, parameter);
            }
        }
        return new ConnectionUri(parameters);
    }

    /** Adds hosts and ports as two lists, each where the location names one at least. */
    private static void addPlaces(List<String> parameters, String location) {
        List<String> names = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String written : location.split(",", -1)) {
            Matcher place = PLACE.matcher(written);
            if (!place.matches()) {
                throw new IllegalArgumentException(FORM);
            }
            names.add(place.group("ipv6") == null ? place.group("name") : place.group("ipv6"));
            ports.add(Objects.requireNonNullElse(place.group("port"), ""));
        }
        addList(parameters, HOST, names);
        addList(parameters, PORT, ports);
    }

    private static void addList(List<String> parameters, String name, List<String> encoded) {
        if (encoded.stream().anyMatch(it -> !it.isEmpty())) {
            addPart(parameters, name, String.join(",", encoded));
        }
    }

    private static void addVariable(List<String> parameters, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            parameters.add(name + "=" + URLEncoder.encode(value, UTF_8));
        }
    }

    /** @param encoded null or empty where the URI leaves it out */
    private static void addPart(List<String> parameters, String name, @Nullable String encoded) {
        if (encoded != null && !encoded.isEmpty()) {
            parameters.add(name + "=" + literalPlus(encoded).replace("&", "%26"));
        }
    }

    /** An empty value is the same as an absent parameter. A name may be percent-encoded, which Vert.x does not read. */
    private static void addParameter(List<String> parameters, String parameter) {
        int equals = parameter.indexOf('=');
        if (parameter.isEmpty() || equals == parameter.length() - 1) {
            return;
        }
        String name = equals < 0 ? "" : URLDecoder.decode(parameter.substring(0, equals), UTF_8);
        parameters.add(name.matches("\\w+") ? name + parameter.substring(equals) : parameter);
    }

    /** In a URI a plus sign is a plus sign; Vert.x reads it as a space. */
    private static String literalPlus(String encoded) {
        return encoded.replace("+", "%2B");
    }

    /**
     * The user and the database are empty where nothing names them.
     *
     * @throws IllegalArgumentException Vert.x cannot read it
     */
    PgConnectOptions options() {
        try {
            return PgConnectOptions.fromUri("postgresql://?" + String.join("&", forVertx()));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(FORM);
        }
    }

    /**
     * Without {@code hostaddr}: Vert.x takes it for the host, and checks the name in the certificate against it. And
     * without what would be part of the login.
     */
    private List<String> forVertx() {
        return parameters.stream()
                .filter(parameter -> !NOT_FOR_VERTX.contains(name(parameter)))
                .toList();
    }

    /**
     * The servers of the database, at least one.
     *
     * @throws IllegalArgumentException they cannot be used, or are asked for a purpose that is not Easel's
     */
    List<DatabaseHost> hosts() {
        String target = last(TARGET).orElse("any");
        if (!TARGETS.contains(target)) {
            throw new IllegalArgumentException(
                    TARGET + "=" + target + " cannot be used: Easel writes, and looks for the"
                            + " server that takes writes by itself (any, read-write and primary mean that)");
        }
        return DatabaseHost.listed(last(HOST).orElseThrow(), last(PORT).orElseThrow());
    }

    /** The file of the authorities to trust, which Vert.x does not read. */
    Optional<String> rootCertificate() {
        return last(ROOT_CERTIFICATE);
    }

    /** What each session is set to. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        last(OPTIONS).ifPresent(options -> settings.putAll(SessionSettings.parsed(options)));
        last(SCHEMA).ifPresent(schema -> settings.put("search_path", schema));
        return settings;
    }

    private Optional<String> last(String name) {
        return parameters.stream()
                .filter(parameter -> name(parameter).equals(name))
                .map(parameter -> parameter.substring(parameter.indexOf('=') + 1))
                .map(encoded -> URLDecoder.decode(encoded, UTF_8))
                .reduce((_, last) -> last);
    }

    /** The names of the parameters that mean nothing to Easel. */
    Set<String> ignored() {
        Set<String> names = new TreeSet<>();
        parameters.forEach(parameter -> names.add(name(parameter)));
        names.remove("");
        names.removeAll(KNOWN);
        return names;
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? "" : parameter.substring(0, equals).toLowerCase(Locale.ROOT);
    }
}
