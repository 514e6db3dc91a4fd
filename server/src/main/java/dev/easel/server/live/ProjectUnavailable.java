package dev.easel.server.live;

import dev.easel.server.log.Discreet;
import org.jspecify.annotations.Nullable;

/** Why a live project cannot be used now. */
public final class ProjectUnavailable extends RuntimeException implements Discreet {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public ProjectUnavailable(Reason reason, @Nullable Throwable cause) {
        super(reason.message, cause, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** All but {@link #ABSENT} are temporary. */
    public enum Reason {
        ABSENT("there is no such project"),
        NOT_LOADED("the project could not be loaded; try again"),
        TOO_LARGE("the board takes more of the server's memory than one board may; whoever runs the server can raise"
                + " EASEL_PROJECT_BYTES"),
        NO_ROOM("the server has no memory for one more board now; try later (whoever runs the server can give it more:"
                + " EASEL_ROOMS_BYTES)"),
        BUSY("many boards are being loaded; try again in a few seconds"),
        FULL("the project has as many sessions as it can have; try later"),
        CROWDED("too many sockets have not said hello yet; try again"),
        STOPPED("the server cannot save at the moment and takes no edits; try later"),
        BESIDE("too many requests wait for their clients' sockets to close; try again"),
        ELSEWHERE("another instance of the server has the project; try again"),
        CLOSED("the project was just closed; try again"),
        DRAINING("the server is shutting down; try again");

        private final String message;

        Reason(String message) {
            this.message = message;
        }
    }
}
