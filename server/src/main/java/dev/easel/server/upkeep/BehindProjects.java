package dev.easel.server.upkeep;

import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** The projects whose rows are behind their journal. Futures complete on the context of the caller. */
public interface BehindProjects {
    /**
     * Looks through a part of all projects.
     *
     * @param from where the part begins: 0, or where the one before ended
     */
    Future<Part> look(long from);

    /** Whether the project is as it was found: still behind, and neither loaded, edited nor saved since. */
    Future<Boolean> isUnchanged(Behind found);

    /**
     * @param behind in no particular order
     * @param next where the next part begins; empty after the last
     */
    record Part(List<Behind> behind, OptionalLong next) {
        public Part {
            behind = List.copyOf(behind);
        }
    }

    /**
     * A project whose rows are behind.
     *
     * @param seq of its last event
     * @param saved the seq of its rows
     * @param since the time of the first event that the rows lack, in milliseconds since 1970
     */
    record Behind(UUID project, long epoch, long seq, long saved, long since) {}
}
