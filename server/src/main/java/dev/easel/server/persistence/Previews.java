package dev.easel.server.persistence;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Reading projects before they are this instance's: the one that is about to own a project reads it while the owner
 * still takes edits, and after its claim only what has come since. May be called from any thread.
 */
public interface Previews {
    /** Where no project ever comes from another instance: nothing is read before. */
    Previews NONE = new Previews() {
        @Override
        public Future<Optional<Preview>> preview(UUID project, LoadLimit limit) {
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Future<Loaded> load(UUID project, Known known, LoadLimit limit) {
            return Future.failedFuture(new IllegalStateException("nothing was read before"));
        }
    };

    /**
     * Reads a project as it stands, and claims nothing. Empty where it is not there, or where only a load can make
     * sense of its rows.
     */
    Future<Optional<Preview>> preview(UUID project, LoadLimit limit);

    /**
     * As {@link ProjectStore#load}. Where the journal still holds all that is known, it is {@link Loaded.Continued};
     * else everything is read, as if nothing was.
     *
     * @param limit has counted what is known
     */
    Future<Loaded> load(UUID project, Known known, LoadLimit limit);

    /**
     * What was read.
     *
     * @param found its epoch is that of the owner then
     */
    record Preview(Loaded.Found found, Known known) {}

    /**
     * The state of a project that somebody has in memory.
     *
     * @param seq of its last event
     * @param epoch of that event, which tells it from another one that was given the same seq; 0 where there is none
     * @param deletionsFrom all deletions after this seq are known
     */
    record Known(long seq, long epoch, long deletionsFrom) {}
}
