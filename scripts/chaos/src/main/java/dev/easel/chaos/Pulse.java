package dev.easel.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How soon after each disaster there is life again: an edit that was sent after it, and that its client was told is
 * durable. Any thread; times are {@link System#nanoTime}.
 */
final class Pulse {
    private final List<Strike> open = new ArrayList<>();
    private final Map<Disaster, List<Long>> recoveries = new EnumMap<>(Disaster.class);

    private record Strike(Disaster disaster, long at) {}

    /** The disaster has just happened. */
    synchronized void struck(Disaster disaster) {
        open.add(new Strike(disaster, System.nanoTime()));
    }

    /** A client was told that an edit it sent then is durable. */
    synchronized void durable(long sentAt) {
        long now = System.nanoTime();
        boolean recovered = open.removeIf(strike -> {
            if (sentAt - strike.at < 0) {
                return false;
            }
            recoveries.computeIfAbsent(strike.disaster, _ -> new ArrayList<>()).add(now - strike.at);
            return true;
        });
        if (recovered) {
            notifyAll();
        }
    }

    /** Waits until there is life after every disaster so far; whether there was within the time. */
    synchronized boolean awaitLife(long ms) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (!open.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Median and maximum, for people. */
    synchronized String recovery(Disaster disaster) {
        List<Long> sorted =
                recoveries.getOrDefault(disaster, List.of()).stream().sorted().toList();
        return sorted.isEmpty()
                ? "-"
                : String.format(
                        "median %.2f s, max %.2f s", sorted.get(sorted.size() / 2) / 1e9, sorted.getLast() / 1e9);
    }
}
