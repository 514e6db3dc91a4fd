package dev.easel.server.identity;

import io.vertx.core.Future;

/** One way to come in. May be used from any thread; futures complete on the context of the caller. */
@FunctionalInterface
public interface Authenticator {
    /**
     * Who asks: {@link Identity#NOBODY} where the credentials have nothing of this kind, a refusal where they have a
     * token of this kind that is not good. What comes with every request by itself, as a cookie does, is never refused:
     * one that has ended says nothing. Fails when it cannot be known now.
     */
    Future<Identity> identify(Credentials credentials);
}
