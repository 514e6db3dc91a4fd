package dev.easel.server.upkeep;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** The objects whose rows the database once refused. Futures complete on the context of the caller. */
public interface SetAsideObjects {
    /** Projects that have such objects, those first whose were tried longest ago; at most {@code most}. */
    Future<List<UUID>> projects(int most);

    /** Tries to write the rows of some objects of a project, in a short transaction: those tried longest ago. */
    Future<Tried> tryAgain(UUID project);

    /**
     * @param written rows that the database has taken: their objects are set aside no longer
     * @param refused rows that it has refused again
     */
    record Tried(int written, int refused) {}
}
