package dev.easel.server.signin;

import dev.easel.server.openid.Begun;
import java.util.concurrent.TimeUnit;

/**
 * A sign-in under way.
 *
 * @param at when it began, in milliseconds since 1970
 * @param to where it leads
 */
record Attempt(Begun begun, long at, String to) {
    /** How long somebody may take at the provider, in milliseconds. */
    static final long MOST_MS = TimeUnit.MINUTES.toMillis(15);

    boolean isUnderWay(long now) {
        return now - at < MOST_MS;
    }
}
