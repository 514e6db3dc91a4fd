package dev.easel.server.residence;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that all projects of the instance take, against their bound. Loads leave the last tenth to the growth of
 * what is in memory already. May be used from any thread.
 */
final class Memory {
    private static final int GROWTH_SHARE = 10;

    private final long most;
    private final long mostLoaded;
    private final AtomicLong used = new AtomicLong();

    Memory(long most) {
        this.most = most;
        mostLoaded = most - most / GROWTH_SHARE;
    }

    long most() {
        return most;
    }

    long used() {
        return used.get();
    }

    /** Bytes up to the bound; negative when rooms have grown beyond it. */
    long free() {
        return most - used.get();
    }

    /** Bytes that loads may still take; negative when there are too many already. */
    long freeForLoads() {
        return mostLoaded - used.get();
    }

    /** Takes the bytes for a load, if they are free. */
    boolean take(long bytes) {
        long now = used.get();
        while (now + bytes <= mostLoaded) {
            if (used.compareAndSet(now, now + bytes)) {
                return true;
            }
            now = used.get();
        }
        return false;
    }

    /** A project has grown by this many bytes, or shrunk. */
    void add(long bytes) {
        used.addAndGet(bytes);
    }
}
