package dev.easel.server.openid;

import dev.easel.server.log.Discreet;
import org.jspecify.annotations.Nullable;

/** What has come from the provider, or in its name, lets nobody in. */
public final class SignInRefused extends RuntimeException implements Discreet {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why, and so whose matter it is. */
    public enum Reason {
        /** The code is not good any more, or was never this server's. */
        CODE,
        /** The provider does not take this server for the client that it says it is. */
        CLIENT,
        /** What the provider says of the person cannot be trusted, or does not say who it is. */
        TOKEN
    }

    /** @param message what is wrong, without anything from a token */
    SignInRefused(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
