package dev.easel.server.versions;

import dev.easel.server.bulk.Capacity;
import dev.easel.server.loop.Turns;
import dev.easel.server.versions.VersionRefusal.Reason;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Lets what turns the content of one project into another follow one another, in the order in which it came: two people
 * who go back to two versions at the same moment get one of them, and then the other. Used by all event loops.
 */
final class ProjectTurns {
    /** Those that wait in one project. */
    static final int MOST_WAITING = 8;

    private final Turns<UUID> turns = new Turns<>(MOST_WAITING, () -> new VersionRefusal(Reason.BUSY));
    private final Capacity wholes;

    /** @param wholes of works that hold a whole canvas, in all projects */
    ProjectTurns(Capacity wholes) {
        this.wholes = wholes;
    }

    /** Does the work when its turn has come. */
    <T> Future<T> run(UUID project, Supplier<Future<T>> work) {
        return turns.run(project, work);
    }

    /** The same for work that holds a whole canvas. What waits for its turn takes none of the capacity of others. */
    <T> Future<T> runWhole(UUID project, Supplier<Future<T>> work) {
        return turns.run(project, () -> wholes.run(work));
    }
}
