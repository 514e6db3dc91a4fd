package dev.easel.server.versions;

import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.log.Discreet;
import io.vertx.core.Future;

/** Why something cannot be done with versions. Nothing was changed. */
public final class VersionRefusal extends RuntimeException implements Discreet {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public VersionRefusal(Reason reason) {
        super(reason.message, null, false, false);
        this.reason = reason;
    }

    /** A save that has failed, whatever the reason, is told so; that the project cannot be used is told as ever. */
    static <T> Future<T> orNotSaved(Future<T> saving) {
        return saving.recover(failure -> Future.failedFuture(
                failure instanceof ProjectUnavailable ? failure : new VersionRefusal(Reason.NOT_SAVED)));
    }

    public Reason reason() {
        return reason;
    }

    /** What is in the way. */
    public enum Reason {
        NO_PROJECT("there is no such project"),
        NO_VERSION("there is no such version"),
        /** The seq is above that of the last stored event. */
        AHEAD("there is no such event yet"),
        /** An active version cannot be deleted. */
        ACTIVE("this version is active; activate another one first"),
        TOO_MANY("the project has " + VersionStore.MOST + " versions; delete some"),
        TOO_MUCH("too much was changed in that time to be taken back at once; choose a shorter one"),
        TOO_LONG_AGO("too many events have come since that begin; choose a later one"),
        /** Too many such calls wait for each other: it may succeed later. */
        BUSY("others are changing the whole project at the moment; try again"),
        /** What was applied before could not be saved: it may succeed later. */
        NOT_SAVED("the project could not be saved; try again"),
        /** The project is another owner's now, or another version was made active: it may succeed later. */
        OVERTAKEN("another version was made active meanwhile, or the project was loaded again; try again");

        private final String message;

        Reason(String message) {
            this.message = message;
        }
    }
}
