package dev.easel.server.upkeep;

import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** The events that are older than they have to be kept. Futures complete on the context of the caller. */
public interface OldEvents {
    /**
     * Looks through a part of all projects for those that have enough of them.
     *
     * @param from where the part begins: 0, or where the one before ended
     */
    Future<Part> look(long from);

    /**
     * Does the next piece of work in a project, in a transaction of its own. May be broken off at any time, and be run
     * for the same project by several instances: one of them does it.
     */
    Future<Step> next(UUID project);

    /**
     * @param due in no particular order
     * @param next where the next part begins; empty after the last
     */
    record Part(List<UUID> due, OptionalLong next) {
        public Part {
            due = List.copyOf(due);
        }
    }

    /** What was done. */
    sealed interface Step {
        /**
         * Events were folded into the state at {@code horizon}: they count no more.
         *
         * @param objects in that state
         */
        record Folded(long horizon, long events, int objects) implements Step {}

        /** Rows of folded events were deleted. */
        record Dropped(int events) implements Step {}

        /** There was nothing to do, or somebody else is doing it. */
        record Nothing() implements Step {}
    }
}
