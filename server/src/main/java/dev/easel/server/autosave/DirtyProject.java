package dev.easel.server.autosave;

import dev.easel.protocol.SavePolicy;
import java.util.UUID;

/**
 * A project with unsaved changes.
 *
 * @param seq the seq of the latest change
 * @param since a time not after the oldest unsaved change, in milliseconds since 1970
 * @param changedAt the time of the latest change, in milliseconds since 1970
 */
public record DirtyProject(UUID project, long seq, long since, long changedAt, SavePolicy policy) {
    /** When it is to be saved, in milliseconds since 1970. */
    long dueAt() {
        return policy.dueAt(since, changedAt);
    }

    /** Whether it is to be saved by now; at once where the clock was set back since. */
    boolean isDue(long now) {
        return dueAt() <= now || since > now;
    }
}
