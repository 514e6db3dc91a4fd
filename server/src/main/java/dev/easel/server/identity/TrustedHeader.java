package dev.easel.server.identity;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;

/** People whom a reverse proxy has signed in, and names in a header. May be used from any thread. */
public final class TrustedHeader implements Authenticator {
    /**
     * How long it counts for what stays open, in milliseconds: the proxy is asked again when the client comes back.
     */
    public static final long LIFE_MS = 3_600_000;

    private final InstantSource clock;

    public TrustedHeader(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Future<Identity> identify(Credentials credentials) {
        return Future.succeededFuture(credentials
                .vouched()
                .filter(UserIds::isValid)
                .map(user -> Identity.of(new Person(user, Optional.empty()), clock.millis() + LIFE_MS))
                .orElse(Identity.NOBODY));
    }
}
