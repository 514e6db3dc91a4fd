package dev.easel.server.persistence;

import io.vertx.core.Future;
import java.util.UUID;

/** The right to be a project's one writer. May be called from any thread. */
public interface Claims {
    /**
     * Makes this instance the owner, unless another one that lives is; commits that. The epoch is one that the project
     * never had, the time in ms since 1970 or more.
     */
    Future<Claim> claim(UUID project);

    /** Gives up what was claimed at this epoch. Whoever comes next may claim it at once. */
    void release(UUID project, long epoch);

    /** Gives what was claimed at this epoch to another instance, which claims it when somebody comes for it. */
    Future<Void> handOver(UUID project, long epoch, String successor);

    /** What became of a claim. */
    sealed interface Claim {
        record Owned(long epoch) implements Claim {}

        record Absent() implements Claim {}

        /** Another instance has it. */
        record Elsewhere() implements Claim {}
    }
}
