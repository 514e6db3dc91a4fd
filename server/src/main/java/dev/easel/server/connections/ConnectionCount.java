package dev.easel.server.connections;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections there are, in all and from each address. Addresses of IPv6 count by their first 64 bits, which
 * is the least that one subscriber has. Loopback is bounded by the total alone: a proxy may stand there, and then it is
 * everybody. May be used from any thread.
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
        if (isCounted(from) && byAddress.merge(key(from), 1, Integer::sum) > mostPerAddress) {
            leave(from);
            return false;
        }
        return true;
    }

    /** A connection that was counted has ended. */
    void leave(InetAddress from) {
        all.decrementAndGet();
        if (isCounted(from)) {
            byAddress.computeIfPresent(key(from), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private boolean isCounted(InetAddress from) {
        return mostPerAddress > 0 && !from.isLoopbackAddress();
    }

    /** An IPv4 address as a number of 32 bits, or the first 64 bits of an IPv6 address, which are never as small. */
    private static long key(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? bytes.getLong() : Integer.toUnsignedLong(bytes.getInt());
    }
}
