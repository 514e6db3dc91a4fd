package dev.easel.chaos;

import dev.easel.chaos.client.Witness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each disaster has cost: the time until each project that it hit had its next durable edit, and the longest that
 * anybody waited for answers. And whether all is well again: no project and no client is left behind. Any thread.
 *
 * <p>Figures are told of disasters that came alone: before them all was well, and so it was again before the next.
 */
final class Outages implements Witness {
    private final Set<String> clients;
    private final LongSupplier nanos;
    private final LongSupplier fairNanos;
    private final Map<Disaster, List<Outage>> outages = new EnumMap<>(Disaster.class);

    /** Of the last disaster: who has had no durable edit that was sent after it was over. */
    private final Set<String> behind = new TreeSet<>();

    private OptionalLong overAt = OptionalLong.empty();
    private @Nullable Outage last;

    /**
     * @param clients the names of all
     * @param nanos {@link System#nanoTime}
     * @param fairNanos the same by the machine's share
     */
    Outages(Collection<String> clients, LongSupplier nanos, LongSupplier fairNanos) {
        this.clients = Set.copyOf(clients);
        this.nanos = nanos;
        this.fairNanos = fairNanos;
    }

    /** One disaster, and the projects that wait. */
    private static final class Outage {
        private final long at;
        private final long fairAt;
        private final Set<String> waiting;
        private final int hit;
        private final List<Long> recoveries = new ArrayList<>();
        private final List<Long> fairRecoveries = new ArrayList<>();
        private OptionalLong struckAt = OptionalLong.empty();
        private long longestWait;
        private boolean isAlone;

        private Outage(long at, long fairAt, Set<String> hit, boolean isAlone) {
            this.at = at;
            this.fairAt = fairAt;
            this.waiting = new TreeSet<>(hit);
            this.hit = hit.size();
            this.isAlone = isAlone;
        }
    }

    /** A disaster begins now; what it hits is known already. It is not over before {@link #over} is called. */
    synchronized void begins(Disaster kind, Set<String> projects) {
        boolean isAlone = isOver();
        if (!isAlone && last != null) {
            last.isAlone = false;
        }
        last = new Outage(nanos.getAsLong(), fairNanos.getAsLong(), projects, isAlone);
        behind.addAll(clients);
        overAt = OptionalLong.empty();
        outages.computeIfAbsent(kind, _ -> new ArrayList<>()).add(last);
    }

    /** It has struck: an edit that is sent from now on, and becomes durable, shows that there is life again. */
    synchronized void struck() {
        if (last != null) {
            last.struckAt = OptionalLong.of(nanos.getAsLong());
        }
    }

    /** Everything is as it was before; servers may still start. */
    synchronized void over() {
        overAt = OptionalLong.of(nanos.getAsLong());
    }

    @Override
    public synchronized void durable(String client, String project, long sentAt) {
        if (last != null && isAfter(sentAt, last.struckAt) && last.waiting.remove(project)) {
            last.recoveries.add(nanos.getAsLong() - last.at);
            last.fairRecoveries.add(fairNanos.getAsLong() - last.fairAt);
        }
        if (isAfter(sentAt, overAt)) {
            behind.remove(client);
        }
    }

    private static boolean isAfter(long at, OptionalLong moment) {
        return moment.isPresent() && at - moment.getAsLong() >= 0;
    }

    @Override
    public synchronized void answered(String client, long waited) {
        if (last != null) {
            last.longestWait = Math.max(last.longestWait, waited);
        }
    }

    /** Whether every project that was hit has had its next durable edit, and every client one after the disaster. */
    synchronized boolean isOver() {
        return last == null || (last.waiting.isEmpty() && behind.isEmpty());
    }

    /** The projects and clients for which it is not over. */
    synchronized Set<String> leftBehind() {
        Set<String> left = new TreeSet<>(behind);
        if (last != null) {
            left.addAll(last.waiting);
        }
        return left;
    }

    synchronized Set<Disaster> kinds() {
        return Set.copyOf(outages.keySet());
    }

    /** For people. */
    synchronized String of(Disaster kind) {
        List<Outage> all = outages.getOrDefault(kind, List.of());
        List<Outage> alone = all.stream().filter(it -> it.isAlone).toList();
        String figures = String.format("%d, alone %d", all.size(), alone.size());
        List<Long> recoveries = sorted(alone.stream().flatMap(it -> it.recoveries.stream()));
        if (!recoveries.isEmpty()) {
            figures += String.format(
                    "; %d projects hit, durable again: %s (%s by the machine's share)",
                    alone.stream().mapToInt(it -> it.hit).sum(),
                    middleAndWorst(recoveries),
                    middleAndWorst(sorted(alone.stream().flatMap(it -> it.fairRecoveries.stream()))));
        }
        List<Long> waits = sorted(alone.stream().map(it -> it.longestWait));
        return waits.isEmpty() ? figures : figures + "; longest wait for an answer: " + middleAndWorst(waits);
    }

    private static List<Long> sorted(Stream<Long> times) {
        return times.sorted().toList();
    }

    private static String middleAndWorst(List<Long> sorted) {
        return String.format(
                "median %.2f s, worst %.2f s", sorted.get(sorted.size() / 2) / 1e9, sorted.getLast() / 1e9);
    }
}
