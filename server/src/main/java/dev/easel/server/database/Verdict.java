package dev.easel.server.database;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Judges a failure of reaching or using the database at the start: it may pass by itself, or somebody must act. */
public final class Verdict {
    /** Classes of SQLSTATE that may pass: connections, rollbacks, resources, locks, operator intervention, system. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    private static final String READ_ONLY = "25006";

    /** How PgBouncer and its kind refuse what may pass; all of theirs come as a violation of the protocol. */
    private static final Pattern POOLER_PASSING = Pattern.compile("login has been failing|cannot connect|connect failed"
            + "|no more connections|too many|shutting down|suspend|paus|timeout|server conn|conn crashed|not available"
            + "|unavailable|try again");

    /** What PostgreSQL or a pooler says where the transactions of one connection run over several. */
    private static final Pattern SHARED =
            Pattern.compile("prepared statement \\S+ (already exists|does not exist)|statement pooling");

    private static final Pattern CERTIFICATE = Pattern.compile("hostname .* could not be verified|certificate");

    private Verdict() {}

    /** A {@link DatabaseRefused} or a {@link DatabaseNotYet}. */
    public static RuntimeException of(Throwable failure, DatabaseAddress address) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseRefused || cause instanceof DatabaseNotYet) {
                return (RuntimeException) cause;
            }
            if (cause instanceof PgException refusal) {
                return ofServer(String.valueOf(refusal.getSqlState()), refusal.getErrorMessage(), address, failure);
            }
            if (cause instanceof SQLException refusal && refusal.getSQLState() != null && !isTransport(refusal)) {
                return ofServer(refusal.getSQLState(), String.valueOf(refusal.getMessage()), address, failure);
            }
            if (cause instanceof SSLException || cause instanceof CertificateException) {
                return refused(address, tls(innermost(cause)), failure);
            }
            if (cause instanceof UnknownHostException) {
                return notYet(address, "the host " + names(address) + " is not known", failure);
            }
            if (cause instanceof HostAnswer.NoneWrites) {
                return notYet(address, String.valueOf(cause.getMessage()), failure);
            }
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return notYet(address, "it cannot be reached: " + cause.getMessage(), failure);
            }
        }
        String said = String.valueOf(failure.getMessage());
        if (said.contains("non-empty schema")) {
            return refused(
                    address,
                    "its schema holds tables that are not Easel's: name another database, or a schema by options=-c"
                            + " search_path=NAME",
                    failure);
        }
        return isVertx(failure)
                ? notYet(address, "it cannot be reached: " + said, failure)
                : refused(address, said, failure);
    }

    private static String names(DatabaseAddress address) {
        return address.hosts().stream().map(DatabaseHost::name).collect(Collectors.joining(" or "));
    }

    /** @param told by PostgreSQL or a pooler, with hints on lines of their own */
    private static RuntimeException ofServer(String state, String told, DatabaseAddress address, Throwable failure) {
        String said = told.lines().findFirst().orElse(told).replaceFirst("^(FATAL|ERROR|PANIC): +", "");
        String lower = said.toLowerCase(Locale.ROOT);
        if (SHARED.matcher(lower).find()) {
            return refused(address, SharedConnections.TOLD, failure);
        }
        if (lower.contains("does not support ssl")) {
            return refused(
                    address,
                    "it does not speak TLS, which sslmode=" + address.sslMode().value
                            + " asks for: turn ssl on in that PostgreSQL, or use sslmode=prefer",
                    failure);
        }
        if (CERTIFICATE.matcher(lower).find()) {
            return refused(address, tls(said), failure);
        }
        if (state.equals("08P01")) {
            return POOLER_PASSING.matcher(lower).find()
                    ? notYet(address, "the pooler before it says: " + said, failure)
                    : refused(address, pooler(said, lower), failure);
        }
        if (state.equals(READ_ONLY) || PASSING.contains(state.substring(0, 2))) {
            return notYet(address, said, failure);
        }
        return refused(address, said + advice(state, address), failure);
    }

    private static String advice(String state, DatabaseAddress address) {
        return switch (state) {
            case "28P01" -> ": correct the user or the password in DATABASE_URL, PGUSER and PGPASSWORD";
            case "28000" -> ": correct DATABASE_URL, or let this user in from here (pg_hba.conf, alter role … login)";
            case "3D000" -> ": make it (create database \"" + address.database() + "\"), or correct DATABASE_URL";
            case "42501" ->
                ": give the right to the role " + address.user()
                        + " (grant connect, create on the database, create on the schema), or use one that has it";
            case "3F000" -> ": make the schema, or correct search_path";
            default -> " (SQLSTATE " + state + ")";
        };
    }

    private static String pooler(String said, String lower) {
        String told = "the pooler before it says: " + said;
        if (lower.contains("startup parameter")) {
            return told + ": let it pass that parameter by (ignore_startup_parameters)";
        }
        if (lower.contains("no such database")) {
            return told + ": name the database there, or correct DATABASE_URL";
        }
        return told
                + ": correct the user, the password or the database in DATABASE_URL, or what the pooler has of them";
    }

    private static String tls(@Nullable String why) {
        return "the encrypted connection is refused: " + why
                + ". Correct the host, name the authorities to trust by sslrootcert, or use another sslmode";
    }

    /** JDBC tells failures below PostgreSQL, such as of TLS, with an SQLSTATE of its own. */
    private static boolean isTransport(SQLException failure) {
        return failure.getCause() instanceof IOException;
    }

    private static boolean isVertx(Throwable failure) {
        return failure.getClass().getName().startsWith("io.vertx.");
    }

    private static @Nullable String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    public static DatabaseRefused refused(DatabaseAddress address, String why, @Nullable Throwable cause) {
        return new DatabaseRefused("the database at " + address + " cannot be used: " + why, cause);
    }

    static DatabaseNotYet notYet(DatabaseAddress address, String why, @Nullable Throwable cause) {
        return new DatabaseNotYet("the database at " + address + " cannot be used yet: " + why, cause);
    }
}
