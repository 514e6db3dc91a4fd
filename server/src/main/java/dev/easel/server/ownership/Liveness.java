package dev.easel.server.ownership;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of the other instances live, from looks at their rows: by locks and beats, and never by a time that another
 * machine has written. Pure; for one thread.
 *
 * <ul>
 *   <li>One whose lock is free, and still free {@link #AGAIN_MS} later without a beat in between, is dead: a process
 *       that is killed loses its lock at once. This does not count for one lease after the own connection was lost and
 *       made again, since a restart or failover of the database frees all locks.
 *   <li>One whose beat stands still for the lease is dead. Time counts only while looks follow each other closely:
 *       while the database was away, nobody could beat.
 *   <li>One whose row is gone has ended.
 * </ul>
 */
final class Liveness {
    /** How long a lock has to be free. */
    static final long AGAIN_MS = 300;

    /** How long others are remembered as there, after the last was seen to come or to beat. */
    static final long COMPANY_MS = 60_000;

    /** How long the row of a dead instance stays: one that was paused for this long enters again. */
    private static final long FORGOTTEN_MS = 600_000;

    private final String self;
    private final OwnershipSettings settings;
    private final Map<String, Watched> others = new HashMap<>();
    private boolean hasLooked;
    private long lookedAt;
    private long locksCountFrom = Long.MIN_VALUE;
    private boolean hadCompany;
    private long companyAt;

    Liveness(String self, OwnershipSettings settings) {
        this.self = self;
        this.settings = settings;
    }

    /** The connection to the database was lost, and made again. */
    void reconnected(long nowMs) {
        locksCountFrom = nowMs + settings.leaseMs();
    }

    /**
     * All rows were read.
     *
     * @return those that were there at the look before, and are dead or gone now
     */
    Set<String> looked(long nowMs, List<Sighting> rows) {
        boolean isGap = !hasLooked || nowMs - lookedAt > settings.gapMs();
        Set<String> lived = living();
        hasLooked = true;
        lookedAt = nowMs;
        Set<String> there = new HashSet<>();
        for (Sighting row : rows) {
            if (!row.id().equals(self)) {
                there.add(row.id());
                watch(row, nowMs, isGap);
            }
        }
        others.keySet().retainAll(there);
        lived.removeAll(living());
        return lived;
    }

    private void watch(Sighting row, long nowMs, boolean isGap) {
        boolean isFree = !row.isLocked() && nowMs >= locksCountFrom;
        Watched before = others.get(row.id());
        if (before != null && before.row.beat() == row.beat() && !isGap) {
            long freeAt = before.isFree ? before.freeAt : nowMs;
            others.put(row.id(), new Watched(row, before.movedAt, isFree, freeAt));
            return;
        }
        // One that is new holds its lock, and may claim before its next beat is seen.
        if (before == null ? row.isLocked() : before.row.beat() != row.beat()) {
            hadCompany = true;
            companyAt = nowMs;
        }
        others.put(row.id(), new Watched(row, nowMs, isFree, nowMs));
    }

    /** What is known of an instance since the last look. */
    Standing of(String id) {
        Watched known = others.get(id);
        if (known == null) {
            return Standing.UNKNOWN;
        }
        if (lookedAt - known.movedAt >= settings.leaseMs()) {
            return Standing.DEAD;
        }
        if (!known.isFree) {
            return Standing.ALIVE;
        }
        return lookedAt - known.freeAt >= AGAIN_MS ? Standing.DEAD : Standing.DOUBTFUL;
    }

    /** Whether it has been dead for so long that its row may go. */
    boolean isLongDead(String id) {
        Watched known = others.get(id);
        return known != null && of(id) == Standing.DEAD && lookedAt - known.movedAt >= FORGOTTEN_MS;
    }

    /** Where it is reached; empty for one whose row was not seen. */
    Optional<URI> address(String id) {
        return Optional.ofNullable(others.get(id)).map(known -> known.row.address());
    }

    /** The beat that was seen last; empty for one whose row was not seen. */
    OptionalLong beat(String id) {
        Watched known = others.get(id);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known.row.beat());
    }

    /** All whose rows were seen at the last look. */
    List<OtherInstance> all() {
        return others.values().stream()
                .map(Watched::row)
                .map(row -> new OtherInstance(
                        row.id(),
                        row.address(),
                        row.version(),
                        row.startedAt(),
                        row.isLeaving(),
                        of(row.id()) == Standing.DEAD))
                .toList();
    }

    /** Those that are not dead. */
    Set<String> living() {
        return those(_ -> true);
    }

    /** Those that are not dead, and take what is given to them. */
    Set<String> takers() {
        return those(row -> !row.isLeaving());
    }

    private Set<String> those(Predicate<Sighting> fit) {
        Set<String> those = new HashSet<>();
        others.forEach((id, known) -> {
            if (fit.test(known.row) && of(id) != Standing.DEAD) {
                those.add(id);
            }
        });
        return those;
    }

    /** Whether another instance was seen coming or beating not long ago. */
    boolean hasCompany(long nowMs) {
        return hadCompany && nowMs - companyAt <= COMPANY_MS;
    }

    /** What is known of an instance. */
    enum Standing {
        /** It is there, as far as can be told. */
        ALIVE,
        /** Its lock is free, and was not yet free for long enough. */
        DOUBTFUL,
        DEAD,
        /** It was not there at the last look: it is new, or has ended. */
        UNKNOWN
    }

    private record Watched(Sighting row, long movedAt, boolean isFree, long freeAt) {}
}
