package dev.easel.server.signin;

import dev.easel.server.identity.Person;
import java.util.concurrent.TimeUnit;

/**
 * Somebody has signed in, and has not signed out.
 *
 * @param endsAt when it ends however much it is used, in milliseconds since 1970
 */
record SignIn(Person person, long endsAt) {
    /** How long one lasts, however much it is used, in milliseconds: who gave a machine away is out of it then. */
    static final long MOST_MS = TimeUnit.DAYS.toMillis(30);

    /** How long one lasts without use, in milliseconds: who comes every week need not sign in each time. */
    static final long IDLE_MS = TimeUnit.DAYS.toMillis(8);
}
