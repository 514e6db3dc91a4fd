package dev.easel.server.bulk;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why bulk work ended before all of it was durable. Edits that were applied before are not taken back. */
public final class BulkFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    BulkFailure(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
    }

    /** Fails for this reason why the project would not take the objects, where there is one. */
    static Future<Void> ofNoPlace(Optional<String> why) {
        return why.isPresent()
                ? Future.failedFuture(new BulkFailure(Reason.TOO_LARGE, why.get(), null))
                : Future.succeededFuture();
    }

    public Reason reason() {
        return reason;
    }

    /** The first two are final; after the others the same work may succeed later. */
    public enum Reason {
        /** The project would have too many objects, or take too much memory. Nothing was done. */
        TOO_LARGE,
        /** An edit was refused, and the rest was not submitted. */
        REFUSED,
        /** Everything is applied, but it did not become durable in time. */
        NOT_DURABLE,
        /** The project was loaded again during the work: edits that were applied before may be gone. */
        RELOADED,
        /** More edits came than may in the time. Those that are applied stay, and need no time when they come again. */
        TOO_FAST,
        /** The project cannot be used now; a part of the work is done. */
        INTERRUPTED
    }
}
