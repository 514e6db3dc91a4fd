package dev.easel.server.journal;

import java.util.random.RandomGenerator;

/**
 * The pauses between tries of a commit that fails: exponential back-off with jitter, so that not all instances try
 * again at the same moment. Confined to one thread.
 */
final class RetryPause {
    /** The first pause at most; also how long the next batch waits for a row that another transaction holds. */
    static final long FIRST_MS = 100;

    private static final long LONGEST_MS = 5_000;

    private final RandomGenerator random;
    private int failures;

    RetryPause(RandomGenerator random) {
        this.random = random;
    }

    /** The next pause in milliseconds: between half of the present bound and all of it. The bound doubles each time. */
    long next() {
        long longest = Math.min(LONGEST_MS, FIRST_MS << Math.min(failures++, 10));
        return longest / 2 + random.nextLong(longest / 2 + 1);
    }

    /** A commit succeeded. */
    void reset() {
        failures = 0;
    }
}
