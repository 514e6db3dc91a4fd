package dev.easel.server.history;

import dev.easel.server.database.Database;
import dev.easel.server.loop.Loop;
import java.util.UUID;
import java.util.function.Predicate;

/** What can be read of the past. */
public record Past(
        PastStates states,
        PastEvents events,
        Feed feed,
        PastEntries entries,
        PastDeletions deletions,
        ObjectEvents objectEvents,
        Blame blame) {
    /**
     * All of it, from one database.
     *
     * @param loop where feeds wait for what comes
     * @param prepare is told of a project that lacks snapshots, on any thread; false where none can be made, because it
     *     is too large
     */
    public static Past of(Database database, HistorySettings settings, Loop loop, Predicate<UUID> prepare) {
        StateReader reader = new StateReader(database, settings.stateBytes(), prepare);
        return new Past(
                new PastStates(reader),
                new PastEvents(database),
                new Feed(loop, database),
                new PastEntries(reader),
                new PastDeletions(reader),
                new ObjectEvents(reader),
                new Blame(database, reader));
    }
}
