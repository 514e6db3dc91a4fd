package dev.easel.server.database;

import dev.easel.server.log.Discreet;
import org.jspecify.annotations.Nullable;

/** The database cannot be used at the moment, and may be later without anybody's doing. The message says why. */
public final class DatabaseNotYet extends RuntimeException implements Discreet {
    private static final long serialVersionUID = 1L;

    DatabaseNotYet(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
