package dev.easel.server.database;

import io.vertx.pgclient.PgException;
import java.util.Set;

/** What PostgreSQL's refusals are about, by their SQLSTATE. */
public final class Refusals {
    /** Classes about values: data exceptions, and a value over a limit of PostgreSQL. */
    private static final Set<String> VALUES = Set.of("22", "54");

    /** Classes about rules that somebody has given the table: constraints, and triggers that raise. */
    private static final Set<String> RULES = Set.of("23", "P0");

    private Refusals() {}

    /** Whether the values are refused, and would be each time. */
    public static boolean isOfValues(Throwable failure) {
        return isOf(VALUES, failure);
    }

    /** Whether a row is refused that others may be taken without. */
    public static boolean isOfRow(Throwable failure) {
        return isOf(VALUES, failure) || isOf(RULES, failure);
    }

    private static boolean isOf(Set<String> classes, Throwable failure) {
        return failure instanceof PgException refused
                && refused.getSqlState() != null
                && classes.contains(refused.getSqlState().substring(0, 2));
    }
}
