package dev.easel.server.signin;

import dev.easel.server.audit.SignInLog;
import dev.easel.server.call.Permits;
import dev.easel.server.database.Database;
import dev.easel.server.identity.Authenticator;
import dev.easel.server.identity.Claims;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.SignInMetrics;
import dev.easel.server.openid.HttpFetches;
import dev.easel.server.openid.Provider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Signing in to the app, put together. There is one in an instance. */
public final class SignInParts {
    /** The most that one request to the provider takes, in milliseconds; a sign-in makes four at most. */
    private static final int PATIENCE_MS = 5_000;

    /** Sign-ins that ask the provider at the same time; four times as many wait. */
    private static final int AT_ONCE = 10;

    private static final int RETRY_AFTER_S = 5;

    private final SignIns stored;
    private final SignInApi api;
    private final Authenticator authenticator;

    private SignInParts(SignIns stored, SignInApi api, Authenticator authenticator) {
        this.stored = stored;
        this.api = api;
        this.authenticator = authenticator;
    }

    public SignInApi api() {
        return api;
    }

    /** Knows people by the cookie of their sign-in. */
    public Authenticator authenticator() {
        return authenticator;
    }

    /**
     * Tells from now on, within five seconds, of sign-ins that have ended while something was open by them.
     *
     * @param open tells the keys of those by which something is open on this instance
     * @param ended told the keys of those that have ended
     */
    public void ends(Loop loop, Supplier<Future<Set<String>>> open, Consumer<Set<String>> ended) {
        new EndedSignIns(loop, stored, open, ended).start();
    }

    /**
     * @param secret that the instances of the database have in common
     * @param steady a clock that is not set
     */
    public static SignInParts of(
            Vertx vertx,
            SignInSettings settings,
            Claims claims,
            Database database,
            byte[] secret,
            SignInLog log,
            SignInMetrics metrics,
            InstantSource clock,
            InstantSource steady) {
        SecureRandom random = new SecureRandom();
        SignIns stored = new PgSignIns(database, clock);
        RecentSignIns recent = new RecentSignIns(stored, steady);
        Permits permits =
                new Permits(AT_ONCE, PATIENCE_MS, "too many people sign in at the moment; try again", RETRY_AFTER_S);
        SignInResource resource = new SignInResource(
                settings,
                new Provider(settings.client(), new HttpFetches(vertx, PATIENCE_MS), clock),
                claims,
                new Attempts(secret, random),
                stored,
                recent,
                permits,
                log,
                metrics,
                random,
                clock);
        return new SignInParts(
                stored, new SignInApi(resource), new CookieAuthenticator(recent, new Cookies(settings.url()), clock));
    }
}
