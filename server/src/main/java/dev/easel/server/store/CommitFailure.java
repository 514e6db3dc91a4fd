package dev.easel.server.store;

import dev.easel.server.database.Refusals;
import dev.easel.server.database.SqlStates;
import dev.easel.server.journal.JournalStore.Failed;
import dev.easel.server.journal.JournalStore.Refused;
import io.vertx.pgclient.PgException;
import java.util.Set;

/** What the failure of a commit says: about a value, about a project, or about the database as a whole. */
final class CommitFailure {
    /** Classes of SQLSTATE of a value that PostgreSQL does not take: data exceptions, program limits. */
    private static final Set<String> VALUES = Set.of("22", "54");

    /** A constraint of our own: such an event is not one that a room could have made from what is stored. */
    private static final Set<String> CONSTRAINTS =
            Set.of("event_pkey", "event_once", "event_seq_check", "event_project_id_fkey");

    /** The statement was ended: it took too long, or it waited too long for a lock. */
    private static final Set<String> OUT_OF_TIME = Set.of("57014", "55P03");

    private CommitFailure() {}

    /** The same failure, or what it means for the batch. */
    static Throwable of(Throwable failure) {
        if (!(failure instanceof PgException answer) || isAboutTheServer(answer)) {
            return failure;
        }
        return isAboutAValue(answer)
                ? new Refused(failure)
                : new Failed(failure, OUT_OF_TIME.contains(answer.getSqlState()));
    }

    /** What a trigger raises is about the project it raises for, also where it calls it a full disk. */
    private static boolean isAboutTheServer(PgException answer) {
        return !SqlStates.isAboutTheStatement(answer.getSqlState()) && !Refusals.isRaised(answer);
    }

    /** What comes from a trigger is no such failure, whatever it calls itself: it may be gone at the next try. */
    private static boolean isAboutAValue(PgException answer) {
        String state = answer.getSqlState();
        boolean isOurs = answer.getConstraint() != null && CONSTRAINTS.contains(answer.getConstraint());
        return !Refusals.isOfFunction(answer) && (VALUES.contains(state.substring(0, 2)) || isOurs);
    }
}
