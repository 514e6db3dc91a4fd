package dev.easel.server.signin;

import dev.easel.server.identity.Authenticator;
import dev.easel.server.identity.Credentials;
import dev.easel.server.identity.Identity;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Knows people by the cookie of their sign-in. */
final class CookieAuthenticator implements Authenticator {
    /** How long a socket stays open by a cookie before it has to be shown once more, in milliseconds. */
    static final long SHOWN_MS = TimeUnit.HOURS.toMillis(1);

    private final RecentSignIns signIns;
    private final Cookies cookies;
    private final InstantSource clock;

    CookieAuthenticator(RecentSignIns signIns, Cookies cookies, InstantSource clock) {
        this.signIns = signIns;
        this.cookies = cookies;
        this.clock = clock;
    }

    @Override
    public Future<Identity> identify(Credentials credentials) {
        Optional<SignInToken> token = Optional.ofNullable(credentials.cookies().get(cookies.lasting()))
                .flatMap(SignInToken::parse);
        return token.map(it -> signIns.find(it.key()).map(found -> identity(it.key(), found)))
                .orElseGet(() -> Future.succeededFuture(Identity.NOBODY));
    }

    private Identity identity(String key, Optional<SignIn> found) {
        long now = clock.millis();
        return found.filter(it -> it.endsAt() > now) // it may be remembered from before
                .map(it -> Identity.of(it.person(), Math.min(it.endsAt(), now + SHOWN_MS), key))
                .orElse(Identity.NOBODY);
    }
}
