package dev.easel.server.persistence;

import java.util.UUID;

/** Where rooms may go. May be called from any thread. */
@FunctionalInterface
public interface Moves {
    /** Where there is no other instance. */
    Moves NONE = (_, _, _) -> {};

    /**
     * For a while all people of the project have come through another instance: it should go there. It need not; then
     * this is said again later.
     *
     * @param moves how often it has moved then, in a row
     */
    void toPeople(UUID project, String instance, int moves);
}
