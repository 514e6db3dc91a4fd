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
        INTERRUPTED,
        /** Who asked for the work may only view the project by now; a part of it is done. */
        FORBIDDEN,
        /** Who asked for it has no role in the project any more; a part of it is done. */
        NO_ACCESS,
        /** By what they were known has ended; a part of it is done. */
        SIGNED_OUT;

        /** Why work that had begun was stopped, and what to do. */
        String stopped() {
            return switch (this) {
                case FORBIDDEN -> "you may view this board by now, and not change it; its owner can allow it";
                case NO_ACCESS -> "you have no access to this board any more; ask its owner for it";
                case SIGNED_OUT -> "you are not signed in any more; sign in again";
                case TOO_LARGE, REFUSED, NOT_DURABLE, RELOADED, TOO_FAST, INTERRUPTED ->
                    throw new IllegalArgumentException(this + " is nothing that is taken away");
            };
        }
    }
}
