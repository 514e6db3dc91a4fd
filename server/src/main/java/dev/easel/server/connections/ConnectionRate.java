package dev.easel.server.connections;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How fast connections are taken from each address ({@link AddressKey}): so many a second on average, and those of
 * {@link #BURST_MS} at once. Further ones are due later, one after the other. May be used from any thread.
 *
 * <p>Of an address it is enough to know when it will have paid for all that was taken (the generic cell rate algorithm
 * of ATM). Once that is past, it is forgotten.
 */
final class ConnectionRate {
    /**
     * What comes at once after a pause is taken at once, as far as it could have come in so many milliseconds. Not
     * more: connections that are ready together are served in one turn of the event loop, and others wait meanwhile.
     */
    static final long BURST_MS = 500;

    /**
     * How long the connections of an address do not wait after another instance has made one from there. Those of
     * loopback always do: a proxy may stand there as well.
     */
    static final long SPARED_MS = 600_000;

    /** Addresses among which those that have paid are looked for, when there are twice as many as at the last look. */
    private static final int FEW = 1_000;

    private final long nanosEach;
    private final long burstNanos;
    private final Map<Long, Long> paidAt = new HashMap<>();
    private final Map<Long, Long> sparedUntil = new HashMap<>();
    private int lookAt = FEW;

    /** @param perSecond 0 for no bound */
    ConnectionRate(int perSecond) {
        nanosEach = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        burstNanos = TimeUnit.MILLISECONDS.toNanos(BURST_MS);
    }

    /**
     * Takes one connection, unless it would have to wait for longer than {@code mostNanos}.
     *
     * @param now nanoseconds on a clock that never goes back
     * @return how long it has to wait, in nanoseconds; empty when it was not taken
     */
    synchronized OptionalLong take(InetAddress from, long now, long mostNanos) {
        if (nanosEach == 0) {
            return OptionalLong.of(0);
        }
        long key = AddressKey.of(from);
        if (isSpared(key, now)) {
            return OptionalLong.of(0);
        }
        long owed = Math.max(0, paidAt.getOrDefault(key, now) - now) + nanosEach;
        long wait = Math.max(0, owed - burstNanos);
        if (wait > mostNanos) {
            return OptionalLong.empty();
        }
        paidAt.put(key, now + owed);
        if (paidAt.size() > lookAt) {
            paidAt.values().removeIf(at -> at - now <= 0);
            lookAt = Math.max(FEW, 2 * paidAt.size());
        }
        return OptionalLong.of(wait);
    }

    /** Another instance has made a connection from there. */
    synchronized void spare(InetAddress instance, long now) {
        if (!instance.isLoopbackAddress()) {
            sparedUntil.values().removeIf(until -> until - now <= 0);
            sparedUntil.put(AddressKey.of(instance), now + TimeUnit.MILLISECONDS.toNanos(SPARED_MS));
        }
    }

    private boolean isSpared(long key, long now) {
        Long until = sparedUntil.get(key);
        return until != null && until - now > 0;
    }

    /** Addresses that are remembered. */
    synchronized int addresses() {
        return paidAt.size();
    }
}
