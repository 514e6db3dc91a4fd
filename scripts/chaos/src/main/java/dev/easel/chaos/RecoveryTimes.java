package dev.easel.chaos;

import dev.easel.chaos.client.Witness;
import dev.easel.chaos.machine.FairClock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How soon after each fault there is life again: an edit that was sent after it, and that its client was told is
 * durable. Any thread.
 */
final class RecoveryTimes implements Witness {
    /**
     * After the last fault; by the {@link FairClock}. Alone on one core, a killed server is back after four to five
     * seconds, three quarters of which the new JVM computes; a healthy one never needs three times as much.
     */
    static final long LIMIT_MS = 15_000;

    private final FairClock clock;
    private final List<Strike> open = new ArrayList<>();
    private final Map<Fault, List<Recovery>> recoveries = new EnumMap<>(Fault.class);

    /** @param at by {@link System#nanoTime} */
    private record Strike(Fault fault, long at, long fairAt) {}

    private record Recovery(long nanos, long fairNanos) {}

    RecoveryTimes(FairClock clock) {
        this.clock = clock;
    }

    /** The fault has just happened. */
    synchronized void struck(Fault fault) {
        open.add(new Strike(fault, System.nanoTime(), clock.nanos()));
    }

    @Override
    public synchronized void durable(String client, String project, long sentAt) {
        long now = System.nanoTime();
        long fairNow = clock.nanos();
        open.removeIf(strike -> {
            if (sentAt - strike.at < 0) {
                return false;
            }
            recoveries
                    .computeIfAbsent(strike.fault, _ -> new ArrayList<>())
                    .add(new Recovery(now - strike.at, fairNow - strike.fairAt));
            return true;
        });
    }

    @Override
    public void answered(String client, long waited) {
        // One server: whoever waits, waits for it to start.
    }

    /** Waits until there is life after every fault so far; whether there was within the limit. */
    boolean awaitLife() throws InterruptedException {
        return clock.await(LIMIT_MS, this::isRecovered);
    }

    private synchronized boolean isRecovered() {
        return open.isEmpty();
    }

    /** Median and maximum, for people. */
    synchronized String of(Fault fault) {
        List<Recovery> all = recoveries.getOrDefault(fault, List.of());
        if (all.isEmpty()) {
            return "-";
        }
        List<Long> sorted = all.stream().map(Recovery::nanos).sorted().toList();
        List<Long> fair = all.stream().map(Recovery::fairNanos).sorted().toList();
        return String.format(
                "median %.2f s, max %.2f s (%.2f s and %.2f s by the machine's share)",
                middle(sorted) / 1e9, sorted.getLast() / 1e9, middle(fair) / 1e9, fair.getLast() / 1e9);
    }

    private static long middle(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}
