package dev.easel.server.loop;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of one kind that all connections of an instance hold together, up to a limit. Where they are more, the one that
 * has held much for the longest is evicted: an honest one has much for a moment only. May be used from any thread.
 */
public final class SharedBytes {
    private final long limit;
    private final int much;
    private final AtomicLong held = new AtomicLong();
    /** What the evicted held then, until they have let it go. */
    private final AtomicLong leaving = new AtomicLong();
    /** Who holds much, since when: the longest first. Guarded by itself. */
    private final SequencedSet<Share> standing = new LinkedHashSet<>();

    /** @param much bytes of one connection, above which it holds much; who holds less is never evicted */
    public SharedBytes(long limit, int much) {
        this.limit = limit;
        this.much = much;
    }

    /** @param evict ends the connection, so that it lets go of what it holds; called once at most, on any thread */
    public Share share(Runnable evict) {
        return new Share(evict);
    }

    /** Bytes of all connections. */
    public long held() {
        return held.get();
    }

    /** Bytes that are left; below 0 where too many are held. */
    public long free() {
        return limit - held.get();
    }

    private void evictWhileOver() {
        while (held.get() - leaving.get() > limit) {
            Share longest = removeLongest();
            if (longest == null) {
                return;
            }
            longest.leave();
        }
    }

    private @Nullable Share removeLongest() {
        synchronized (standing) {
            return standing.isEmpty() ? null : standing.removeFirst();
        }
    }

    /** What one connection holds. */
    public final class Share {
        private final Runnable evict;
        private final AtomicLong own = new AtomicLong();
        private final AtomicLong left = new AtomicLong();
        private final AtomicBoolean isEvicted = new AtomicBoolean();

        private Share(Runnable evict) {
            this.evict = evict;
        }

        public long held() {
            return own.get();
        }

        /** It holds so many bytes more, or less; returns how many it holds then. */
        public long add(long bytes) {
            long now = own.addAndGet(bytes);
            long before = now - bytes;
            held.addAndGet(bytes);
            if ((before > much) != (now > much)) {
                stand();
            }
            if (bytes > 0) {
                evictWhileOver();
            } else if (now == 0 && isEvicted.get()) {
                letGo();
            }
            return now;
        }

        /** Looks at what is held now, so that of two threads the later one is right. */
        private void stand() {
            synchronized (standing) {
                if (own.get() > much && !isEvicted.get()) {
                    standing.add(this);
                } else {
                    standing.remove(this);
                }
            }
        }

        private void leave() {
            if (isEvicted.compareAndSet(false, true)) {
                long bytes = own.get();
                leaving.addAndGet(bytes);
                left.set(bytes);
                if (own.get() == 0) { // what went meanwhile found nothing to take back
                    letGo();
                }
                evict.run();
            }
        }

        /** Of two threads one takes it back. */
        private void letGo() {
            leaving.addAndGet(-left.getAndSet(0));
        }
    }
}
