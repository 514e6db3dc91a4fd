package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of people who sign in at a provider. Written on every event loop. */
public final class SignInMetrics {
    private final Counter signedIn;
    private final Counter refused;
    private final Counter unavailable;

    public SignInMetrics(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        signedIn = outcome(meters, "signed_in");
        refused = outcome(meters, "refused");
        unavailable = outcome(meters, "unavailable");
    }

    private static Counter outcome(Meters meters, String value) {
        return meters.counter(
                "easel.sign.ins",
                "Sign-ins at the provider: ended well, refused, or not possible as the provider did not answer",
                "outcome",
                value);
    }

    public void signedIn() {
        signedIn.increment();
    }

    /** By the provider, or because what came from there was not good. */
    public void refused() {
        refused.increment();
    }

    /** The provider has not answered. */
    public void unavailable() {
        unavailable.increment();
    }
}
