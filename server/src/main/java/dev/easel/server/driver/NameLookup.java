package dev.easel.server.driver;

import io.vertx.core.dns.AddressResolverOptions;
import java.util.concurrent.TimeUnit;

/**
 * How the names of hosts are looked up, so that a name that moves to another server is followed by the next connection.
 */
public final class NameLookup {
    /** How long an address is kept at most, in seconds, whatever the name server says; it may say less. */
    private static final int KEPT_S = 10;

    /** How long {@code /etc/hosts} is kept, in milliseconds. */
    private static final int FILE_KEPT_MS = 1_000;

    private NameLookup() {}

    public static AddressResolverOptions options() {
        return new AddressResolverOptions().setCacheMaxTimeToLive(KEPT_S).setHostsRefreshPeriod((int)
                TimeUnit.MILLISECONDS.toNanos(FILE_KEPT_MS));
    }
}
