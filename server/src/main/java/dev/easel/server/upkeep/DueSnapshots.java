package dev.easel.server.upkeep;

import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** The projects whose journals have grown since their last snapshot. Futures complete on the context of the caller. */
public interface DueSnapshots {
    /**
     * Looks through a part of all projects.
     *
     * @param from where the part begins: 0, or where the one before ended
     */
    Future<Part> look(long from);

    /**
     * Makes the next snapshot of a project, where one is due. May be broken off at any time, and be run for the same
     * project by several instances: one of them makes it.
     *
     * @return whether a further one may be due
     */
    Future<Boolean> makeNext(UUID project);

    /**
     * @param due in no particular order
     * @param next where the next part begins; empty after the last
     */
    record Part(List<UUID> due, OptionalLong next) {
        public Part {
            due = List.copyOf(due);
        }
    }
}
