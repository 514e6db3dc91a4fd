package dev.easel.server.log;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A failure as the log may tell it: its class, and its message only where that cannot hold what users have made or
 * sent. Parsers put their input into the messages of what they throw, and PostgreSQL the values of a row.
 */
public final class Cause {
    private static final int MOST_CAUSES = 6;
    private static final int MOST_FRAMES = 40;

    /**
     * Classes of SQLSTATE whose messages are about the database and not about values: connections, transactions,
     * names of what the schema has, resources, limits, operators, the system. What is not here is told by its code, and
     * by the names of table, column and constraint.
     */
    private static final Set<String> ABOUT_NO_VALUE =
            Set.of("08", "0A", "25", "28", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "XX");

    /** How the client of PostgreSQL begins to tell a value that is not of the type that a statement needs. */
    private static final String WRONG_PARAMETER = "Parameter at position[";

    private Cause() {}

    /** In one line: the failure, and what has caused it. */
    public static String of(Throwable failure) {
        return chain(failure).map(Cause::one).distinct().collect(Collectors.joining("; caused by "));
    }

    /** Where it was thrown, with the same for what has caused it; each frame on a line of its own. */
    static String stack(Throwable failure) {
        return chain(failure).map(Cause::traced).collect(Collectors.joining("\ncaused by "));
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, it -> it.getCause())
                .limit(MOST_CAUSES)
                .map(Objects::requireNonNull);
    }

    private static String traced(Throwable failure) {
        return Stream.concat(
                        Stream.of(one(failure)),
                        Stream.of(failure.getStackTrace()).limit(MOST_FRAMES).map(frame -> "    at " + frame))
                .collect(Collectors.joining("\n"));
    }

    private static String one(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        String known = name.isEmpty() ? failure.getClass().getName() : name;
        return switch (failure) {
            case PgException refusal -> known + ofServer(refusal);
            case SQLException refusal -> known + ofServer(refusal.getSQLState(), refusal.getMessage(), Stream.empty());
            default -> message(failure).map(it -> known + ": " + it).orElse(known);
        };
    }

    private static String ofServer(PgException refusal) {
        return ofServer(
                refusal.getSqlState(),
                refusal.getErrorMessage(),
                Stream.of(refusal.getTable(), refusal.getColumn(), refusal.getConstraint())
                        .filter(Objects::nonNull));
    }

    private static String ofServer(@Nullable String state, @Nullable String message, Stream<String> names) {
        String code = state == null ? "" : " " + state;
        if (state != null && message != null && state.length() == 5 && ABOUT_NO_VALUE.contains(state.substring(0, 2))) {
            return code + ": " + message.lines().findFirst().orElse("");
        }
        String about = names.collect(Collectors.joining(", "));
        return about.isEmpty() ? code : code + " (" + about + ")";
    }

    private static Optional<String> message(Throwable failure) {
        return Optional.ofNullable(mayBeTold(failure) ? failure.getMessage() : null)
                .filter(it -> !it.isBlank())
                .filter(it -> !isOfItsCause(failure, it));
    }

    /** A failure that is made of its cause alone has the cause's class and message for its own. */
    private static boolean isOfItsCause(Throwable failure, String message) {
        Throwable cause = failure.getCause();
        return cause != null && message.equals(cause.toString());
    }

    private static boolean mayBeTold(Throwable failure) {
        return switch (failure) {
            case Discreet _ -> true;
            case JacksonException _ -> false;
            case MalformedURLException _ -> false;
            case IOException _ -> true; // of files and connections
            case UncheckedIOException _ -> false; // its message is that of its cause, which is told as well
            case TimeoutException _ -> true;
            // Its subclasses are of HTTP and JSON, and hold what was sent.
            case VertxException _ ->
                failure.getClass().getName().startsWith("io.vertx.core.")
                        && !String.valueOf(failure.getMessage()).startsWith(WRONG_PARAMETER);
            case CancellationException _ -> true;
            // What a program is wrong about is no input, unlike an argument.
            case IllegalStateException _ -> true;
            case UnsupportedOperationException _ -> true;
            case NullPointerException _ -> true;
            case IndexOutOfBoundsException _ -> true;
            case ClassCastException _ -> true;
            case ArithmeticException _ -> true;
            case Error _ -> true;
            default -> false;
        };
    }
}
