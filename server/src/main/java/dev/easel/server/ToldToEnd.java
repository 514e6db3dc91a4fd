package dev.easel.server;

import dev.easel.server.log.Discreet;
import org.jspecify.annotations.Nullable;

/** The server was told to end while it started: that is no failure of it. */
final class ToldToEnd extends RuntimeException implements Discreet {
    private static final long serialVersionUID = 1L;

    /** @param failure what the end has interrupted, if anything */
    ToldToEnd(@Nullable Throwable failure) {
        super("told to end before it was ready", failure, false, false);
    }
}
