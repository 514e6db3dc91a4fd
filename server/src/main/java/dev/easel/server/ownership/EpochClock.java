package dev.easel.server.ownership;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says how high the epoch of a claim is at least: the time in milliseconds since 1970, and more than what it said
 * before. A claim also raises the project's own epoch, by one at least. So no epoch comes again after the database was
 * set back to an older state, by a restore or a failover: time has passed since, and where the clock was set back as
 * well, this process remembers. It is the server's clock and not the database's, since a failover moves the database to
 * another machine, and not this process. May be used from any thread.
 */
final class EpochClock {
    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    EpochClock(InstantSource clock) {
        this.clock = clock;
    }

    /** The least epoch that the next claim may have. */
    long least() {
        long now = clock.millis();
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }
}
