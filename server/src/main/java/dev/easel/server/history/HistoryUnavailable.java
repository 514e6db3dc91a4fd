package dev.easel.server.history;

import dev.easel.server.derived.CanvasTooLarge;
import dev.easel.server.horizon.FoldedAway;
import dev.easel.server.log.Discreet;
import io.vertx.core.Future;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Why a part of the past cannot be had. */
public final class HistoryUnavailable extends RuntimeException implements Discreet {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    private HistoryUnavailable(Reason reason, String message) {
        this(reason, message, null);
    }

    private HistoryUnavailable(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
    }

    static HistoryUnavailable noProject() {
        return new HistoryUnavailable(Reason.NO_PROJECT, "there is no such project");
    }

    static HistoryUnavailable ahead(long head) {
        return new HistoryUnavailable(Reason.AHEAD, "the last stored event is " + head);
    }

    static HistoryUnavailable unprepared() {
        return new HistoryUnavailable(
                Reason.UNPREPARED, "this part of the history is being prepared; ask again in a few seconds");
    }

    private static HistoryUnavailable of(CanvasTooLarge failure) {
        return new HistoryUnavailable(Reason.TOO_LARGE, String.valueOf(failure.getMessage()));
    }

    /** A read that fails because of the database can be tried again. A journal that is not right is another matter. */
    static <T> Future<T> orUnreachable(Future<T> read) {
        return read.recover(failure -> Future.failedFuture(
                switch (failure) {
                    case HistoryUnavailable it -> it;
                    case FoldedAway it -> it;
                    case CanvasTooLarge it -> of(it);
                    case IllegalStateException it -> it;
                    default -> new HistoryUnavailable(Reason.UNREACHABLE, "the database cannot be read now", failure);
                }));
    }

    public Reason reason() {
        return reason;
    }

    /** What is in the way. */
    public enum Reason {
        NO_PROJECT,
        /** A seq after the last stored event. */
        AHEAD,
        /** More events than one read replays have come since the last snapshot: the next is being made. */
        UNPREPARED,
        TOO_LARGE,
        /** The database does not answer. */
        UNREACHABLE
    }
}
