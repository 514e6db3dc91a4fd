package dev.easel.server.database;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/**
 * Why the database serves nobody. A closed set: what PostgreSQL itself says may hold values and names of others, and is
 * for the log.
 */
public enum Outage {
    DISK_FULL("the database has no space left on its disk"),
    NO_MEMORY("the database has no memory left"),
    NO_CONNECTIONS("the database takes no more connections"),
    NO_RESOURCES("the database has come to a limit of its own"),
    READ_ONLY("the database takes no writes: it is a standby, or was made read-only"),
    STARTING("the database is starting or stopping"),
    LOGIN("the database does not let this server in any more"),
    MISSING("the database is not there any more"),
    SYSTEM("the machine of the database has an error, such as one of its disk"),
    UNREACHABLE("the database cannot be reached, or does not answer"),
    OTHER("the database fails; the log tells why");

    private final String sentence;

    Outage(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }

    /**
     * Why something could not be written or read, in a sentence that tells nothing of what is in the database.
     *
     * @param failure with its causes
     */
    public static String sentenceOf(Throwable failure) {
        for (Throwable it = failure; it != null; it = it.getCause()) {
            Outage outage = of(it);
            if (outage != OTHER) {
                return outage.sentence();
            }
            if (it instanceof PgException refused && refused.getSqlState() != null) {
                return "the database refuses it with SQLSTATE " + refused.getSqlState() + "; the log tells more";
            }
        }
        return "it fails for a reason that the log tells";
    }

    /** What a failure that is not about a statement means. */
    public static Outage of(Throwable failure) {
        if (failure instanceof PgException answer) {
            return answer.getSqlState() == null ? OTHER : of(answer.getSqlState());
        }
        boolean isOfConnection = failure instanceof IOException
                || failure instanceof TimeoutException
                || failure.getClass().getName().startsWith("io.vertx.");
        return isOfConnection ? UNREACHABLE : OTHER;
    }

    private static Outage of(String state) {
        return switch (state) {
            case "53100" -> DISK_FULL;
            case "53200" -> NO_MEMORY;
            case "53300" -> NO_CONNECTIONS;
            case "25006" -> READ_ONLY;
            case "57P04" -> MISSING;
            default ->
                switch (state.substring(0, 2)) {
                    case "08" -> UNREACHABLE;
                    case "28" -> LOGIN;
                    case "3D" -> MISSING;
                    case "53" -> NO_RESOURCES;
                    case "57" -> STARTING;
                    case "58" -> SYSTEM;
                    default -> OTHER;
                };
        };
    }
}
