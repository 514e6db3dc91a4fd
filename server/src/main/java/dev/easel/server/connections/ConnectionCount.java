package dev.easel.server.connections;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections there are, in all and from each address ({@link AddressKey}). Loopback is bounded by the total
 * alone: a proxy may stand there, and then it is everybody. May be used from any thread.
 */
final class ConnectionCount {
    private final int most;
    private final int mostPerAddress;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<Long, Integer> byAddress = new ConcurrentHashMap<>();

    /** @param mostPerAddress 0 for no bound */
    ConnectionCount(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    int all() {
        return all.get();
    }

    /** Counts a connection, unless it is one too many; then it must not {@link #leave}. */
    boolean enter(InetAddress from) {
        if (all.incrementAndGet() > most) {
            all.decrementAndGet();
            return false;
        }
        if (isCounted(from) && byAddress.merge(AddressKey.of(from), 1, Integer::sum) > mostPerAddress) {
            leave(from);
            return false;
        }
        return true;
    }

    /** A connection that was counted has ended. */
    void leave(InetAddress from) {
        all.decrementAndGet();
        if (isCounted(from)) {
            byAddress.computeIfPresent(AddressKey.of(from), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private boolean isCounted(InetAddress from) {
        return mostPerAddress > 0 && !from.isLoopbackAddress();
    }
}
