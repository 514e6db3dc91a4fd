package dev.easel.server.bulk;

import io.vertx.core.Future;
import java.util.Optional;

/** What work in portions needs of the call that asks for it: time, and to know whether it may go on. */
public interface BulkContext {
    /** Completes after {@code ms} milliseconds. */
    Future<Void> pause(long ms);

    /**
     * From now on it is noticed when who asks may not have the work done any more. Must be told before anything that
     * takes long; again is no more than once.
     */
    void lasts();

    /** Why the work may not go on: as {@link BulkFailure} says it. Empty while it may. Asked only of what lasts. */
    Optional<BulkFailure.Reason> stopped();

    /**
     * Fails where the work may not go on.
     *
     * @param soFar how far it has come: a sentence without its full stop
     */
    default Future<Void> check(String soFar) {
        return stopped()
                .<Future<Void>>map(why -> Future.failedFuture(new BulkFailure(why, why.stopped() + "; " + soFar, null)))
                .orElseGet(Future::succeededFuture);
    }
}
