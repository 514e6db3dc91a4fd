package dev.easel.server.database;

import io.vertx.pgclient.PgException;
import java.util.Set;

/** What PostgreSQL's refusals are about, by their SQLSTATE, and by whether they come from a function of somebody's. */
public final class Refusals {
    /** Classes about values: data exceptions, and a value over a limit of PostgreSQL. */
    private static final Set<String> VALUES = Set.of("22", "54");

    /** Classes about rules that somebody has given the table: constraints, and functions that raise. */
    private static final Set<String> RULES = Set.of("23", "P0");

    /** Transactions that are in each other's way: a class, and a lock that is not had in time. */
    private static final String ROLLED_BACK = "40";

    private static final Set<String> CUT_SHORT = Set.of("55P03", "57014");

    /** In what a failure tells of its place, when that is a function. A language's name is the same in all locales. */
    private static final String FUNCTION = "PL/";

    /** In the first line of it, when the function has raised the failure by itself. */
    private static final String RAISED = "RAISE";

    private Refusals() {}

    /** Whether the values are refused, and would be each time. */
    public static boolean isOfValues(Throwable failure) {
        return isOf(VALUES, failure);
    }

    /**
     * Whether a row is refused that others may be taken without. A function behind a trigger may call its refusal
     * whatever it likes, and may fail in any way at what it does for a row, such as for want of a right: all that is
     * about the row. What only came upon the function from outside is not: the server as a whole, a lock, its time.
     */
    public static boolean isOfRow(Throwable failure) {
        return isOf(VALUES, failure)
                || isOf(RULES, failure)
                || (failure instanceof PgException answer && (isRaised(answer) || isFailureOfFunction(answer)));
    }

    /** Whether it comes from a function that somebody has put behind a trigger. */
    public static boolean isOfFunction(PgException answer) {
        return answer.getWhere() != null && answer.getWhere().contains(FUNCTION);
    }

    /** Whether such a function has raised it by itself: then its SQLSTATE says nothing about the server. */
    public static boolean isRaised(PgException answer) {
        return isOfFunction(answer)
                && answer.getWhere().lines().findFirst().orElse("").contains(RAISED);
    }

    private static boolean isFailureOfFunction(PgException answer) {
        String state = answer.getSqlState();
        return isOfFunction(answer)
                && SqlStates.isAboutTheStatement(state)
                && !state.startsWith(ROLLED_BACK)
                && !CUT_SHORT.contains(state);
    }

    private static boolean isOf(Set<String> classes, Throwable failure) {
        return failure instanceof PgException refused
                && refused.getSqlState() != null
                && classes.contains(refused.getSqlState().substring(0, 2));
    }
}
