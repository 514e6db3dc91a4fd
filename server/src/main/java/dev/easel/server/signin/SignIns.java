package dev.easel.server.signin;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The sign-ins that last, by the keys of their tokens ({@link SignInToken#key}). */
interface SignIns {
    Future<Void> begin(String key, SignIn begun);

    /** Empty where it has ended. That it was asked for counts as use. */
    Future<Optional<SignIn>> find(String key);

    /** It is over, if it was there. */
    Future<Void> end(String key);

    /** Which of these have not ended. */
    Future<Set<String>> living(Collection<String> keys);
}
