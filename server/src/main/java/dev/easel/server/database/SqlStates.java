package dev.easel.server.database;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What SQLSTATEs say about the connection and the server, rather than about a statement. */
public final class SqlStates {
    /** A statement that was ended by its time-out, or by somebody. */
    private static final String CANCELED = "57014";

    /**
     * Classes that mean the server as a whole: connections, transaction state (25006: it is read-only), login, unknown
     * database, resources, intervention of an operator, system errors.
     */
    private static final Set<String> SERVER = Set.of("08", "25", "28", "3D", "53", "57", "58");

    /**
     * Classes after which a connection is of no more use: it leads to a server that takes no writes, or is about to
     * stop; or what was prepared over it is not there any more, or of another shape (0A000, 26000).
     */
    private static final Set<String> CONNECTION = Set.of("08", "0A", "25", "26", "57");

    /** The server takes no writes: it is a standby, or was told so. */
    private static final String READ_ONLY = "25006";

    private SqlStates() {}

    /** Whether the server works, and did not do this statement. */
    public static boolean isAboutTheStatement(@Nullable String state) {
        return state != null && state.length() == 5 && (state.equals(CANCELED) || !isIn(SERVER, state));
    }

    /** Whether the connection should be closed, and another one made: the address may lead to another server by now. */
    static boolean endsConnection(@Nullable String state) {
        return state != null && state.length() == 5 && !state.equals(CANCELED) && isIn(CONNECTION, state);
    }

    static boolean isReadOnly(@Nullable String state) {
        return READ_ONLY.equals(state);
    }

    private static boolean isIn(Set<String> classes, String state) {
        return classes.contains(state.substring(0, 2));
    }
}
