package dev.easel.server.connections;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections there are, in all and from each address ({@link AddressKey}). Loopback is bounded by the total
 * alone: a proxy may stand there, and then it is everybody. So is another instance, which has counted its clients. May
 * be used from any thread.
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

    /** Counts a connection, unless it is one too many: then it is empty. */
    Optional<Counted> enter(InetAddress from) {
        if (all.incrementAndGet() > most) {
            all.decrementAndGet();
            return Optional.empty();
        }
        Counted counted = new Counted(from);
        if (counted.isOfAddress && byAddress.merge(AddressKey.of(from), 1, Integer::sum) > mostPerAddress) {
            counted.leave();
            return Optional.empty();
        }
        return Optional.of(counted);
    }

    /** One connection that was counted. Confined to its event loop. */
    final class Counted {
        private final InetAddress from;
        private boolean isOfAddress;
        private boolean isOfInstance;

        private Counted(InetAddress from) {
            this.from = from;
            isOfAddress = isCounted(from);
        }

        /**
         * Another instance is at the other end and speaks for many clients: it counts for no address any more. False
         * when that was known.
         */
        boolean isOfInstance() {
            boolean isNew = !isOfInstance;
            isOfInstance = true;
            leaveAddress();
            return isNew;
        }

        /** It has ended. */
        void leave() {
            leaveAddress();
            all.decrementAndGet();
        }

        private void leaveAddress() {
            if (isOfAddress) {
                isOfAddress = false;
                byAddress.computeIfPresent(AddressKey.of(from), (_, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    private boolean isCounted(InetAddress from) {
        return mostPerAddress > 0 && !from.isLoopbackAddress();
    }
}
