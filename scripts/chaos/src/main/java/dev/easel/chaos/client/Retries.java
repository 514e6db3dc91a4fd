package dev.easel.chaos.client;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Intents whose edit was refused and that are offered again under new numbers, until ten seconds of being connected
 * have passed (E14). Confined by its client's lock.
 */
public final class Retries {
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);
    private static final int FIRST_PAUSE_MS = 50;
    private static final int MOST_DOUBLINGS = 5;

    private final Queue<Retry> waiting = new ArrayDeque<>();
    private final Random random;
    private int offered;
    private int givenUp;

    Retries(Random random) {
        this.random = random;
    }

    /** An intent that is offered under several numbers, one after the other. */
    static final class Retry {
        final Intent intent;
        private long left = LIMIT;
        private long pause;
        private int refusals;

        private Retry(Intent intent) {
            this.intent = intent;
        }
    }

    void add(Intent intent) {
        add(new Retry(intent));
    }

    /** Refused once more; its time goes on. The pauses grow, since others want to append to the same object. */
    void add(Retry retry) {
        int most = FIRST_PAUSE_MS << Math.min(retry.refusals++, MOST_DOUBLINGS);
        retry.pause = TimeUnit.MILLISECONDS.toNanos(random.nextInt(most));
        waiting.add(retry);
    }

    /** @param offer whether the intent fitted the board and has been sent */
    void pass(long nanos, Predicate<Retry> offer) {
        for (Iterator<Retry> each = waiting.iterator(); each.hasNext(); ) {
            Retry retry = each.next();
            retry.left -= nanos;
            retry.pause -= nanos;
            if (retry.left <= 0) {
                givenUp++;
                each.remove();
            } else if (retry.pause <= 0 && offer.test(retry)) {
                offered++;
                each.remove();
            }
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    public int offered() {
        return offered;
    }

    public int givenUp() {
        return givenUp;
    }
}
