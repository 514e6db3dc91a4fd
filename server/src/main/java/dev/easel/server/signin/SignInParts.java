package dev.easel.server.signin;

import dev.easel.server.call.Permits;
import dev.easel.server.database.Database;
import dev.easel.server.identity.Authenticator;
import dev.easel.server.identity.Claims;
import dev.easel.server.metrics.SignInMetrics;
import dev.easel.server.openid.HttpFetches;
import dev.easel.server.openid.Provider;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Signing in to the app, put together. There is one in an instance.
 *
 * @param authenticator knows people by the cookie of their sign-in
 */
public record SignInParts(SignInApi api, Authenticator authenticator) {
    /** The most that one request to the provider takes, in milliseconds; a sign-in makes four at most. */
    private static final int PATIENCE_MS = 5_000;

    /** Sign-ins that ask the provider at the same time; four times as many wait. */
    private static final int AT_ONCE = 10;

    private static final int RETRY_AFTER_S = 5;

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
                metrics,
                random,
                clock);
        return new SignInParts(
                new SignInApi(resource), new CookieAuthenticator(recent, new Cookies(settings.url()), clock));
    }
}
