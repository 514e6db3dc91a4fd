package dev.easel.server.openid;

import dev.easel.server.log.Discreet;
import org.jspecify.annotations.Nullable;

/** The provider does not answer, or not as one does. The same may succeed later. */
public final class ProviderUnavailable extends RuntimeException implements Discreet {
    private static final long serialVersionUID = 1L;

    ProviderUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
