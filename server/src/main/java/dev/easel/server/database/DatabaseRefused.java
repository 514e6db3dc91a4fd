package dev.easel.server.database;

import dev.easel.server.log.Discreet;
import org.jspecify.annotations.Nullable;

/** The database cannot be used as it is. The message is for people: it says what is so, and what to do about it. */
public final class DatabaseRefused extends RuntimeException implements Discreet {
    private static final long serialVersionUID = 1L;

    DatabaseRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
