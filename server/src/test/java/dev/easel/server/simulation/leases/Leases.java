package dev.easel.server.simulation.leases;

import dev.easel.server.ownership.Sighting;
import dev.easel.server.simulation.InstanceClock;
import dev.easel.server.simulation.ManualClock;
import dev.easel.server.simulation.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What really happened to the lease of each instance, recorded beside the servers: when the database had its beats, and
 * for how long its lock was free. It checks who may be taken from, and who may take edits.
 */
final class Leases {
    private static final long NEVER = Long.MAX_VALUE;

    /** How long a lock has to be free at least. */
    private static final long FREE_MS = InstanceClock.least(300);

    /** How long others are remembered as there, and a little less. */
    private static final long COMPANY_MS = 50_000;

    private final ManualClock clock;
    private final long leaseMs;
    private final Map<String, Life> lives = new HashMap<>();

    Leases(ManualClock clock, long leaseMs) {
        this.clock = clock;
        this.leaseMs = leaseMs;
    }

    void entered(String id) {
        lives.computeIfAbsent(id, _ -> new Life()).beatAt = clock.millis();
    }

    /** @param isInCompany whether it has heard of others before it sent this beat */
    void beaten(String id, boolean isInCompany) {
        Life life = lives.get(id);
        long now = clock.millis();
        if (now - life.beatAt > leaseMs) {
            life.gapFrom = life.beatAt;
            life.gapTo = now;
        }
        life.beatAt = now;
        life.freeFrom = NEVER;
        if (isInCompany) {
            life.companyAt = Math.min(life.companyAt, now);
        }
    }

    boolean isInCompany(String id) {
        Life life = lives.get(id);
        return life != null && life.companyTo > 0;
    }

    void unlocked(String id) {
        Life life = lives.get(id);
        life.freeFrom = Math.min(life.freeFrom, clock.millis());
    }

    void left(String id) {
        lives.get(id).isOver = true;
    }

    /** The instance has heard of its beat in time, and of all rows. */
    void seen(String id, List<Sighting> rows) {
        Life life = lives.get(id);
        for (Sighting row : rows) {
            Long before = life.others.put(row.id(), row.beat());
            boolean isNews = before == null ? row.isLocked() : before != row.beat();
            if (!row.id().equals(id) && isNews) {
                life.companyTo = clock.millis() + COMPANY_MS;
            }
        }
    }

    /** The project is claimed from this owner now, which has not given it up. */
    void claimedFrom(String owner, Object... seen) {
        Life life = lives.get(owner);
        Rule.LEASE.holds(
                life != null && (life.isOver || isSilent(life)),
                owner,
                "is taken from; ms since its beat:",
                life == null ? "it never entered" : clock.millis() - life.beatAt,
                seen);
    }

    private boolean isSilent(Life life) {
        long now = clock.millis();
        return now - life.beatAt >= InstanceClock.least(leaseMs)
                || (life.freeFrom != NEVER && now - life.freeFrom >= FREE_MS);
    }

    /**
     * The instance has taken an edit as the owner of a project.
     *
     * @param at when
     * @param lookedAt when it was last found that it is the owner
     */
    void taken(String id, long at, long lookedAt) {
        Life life = lives.get(id);
        if (life == null || at > life.companyTo) {
            return;
        }
        boolean isInGap = at > life.gapFrom + leaseMs && at < life.gapTo;
        boolean isUnchecked = at > life.gapTo && lookedAt < life.gapTo;
        boolean isOut = at > life.beatAt + leaseMs && life.companyAt <= life.beatAt;
        Rule.FROZEN.holds(
                !isOut && (life.companyAt > life.gapFrom || (!isInGap && !isUnchecked)),
                id,
                "takes an edit at",
                at,
                "has looked at",
                lookedAt,
                "without a beat from",
                life.gapFrom,
                "to",
                life.gapTo,
                "and since",
                life.beatAt);
    }

    /** Of one process; times are those of the world. */
    private static final class Life {
        final Map<String, Long> others = new HashMap<>();
        long beatAt;
        long freeFrom = NEVER;
        /** The last two beats that were further apart than the lease. */
        long gapFrom = Long.MIN_VALUE;

        long gapTo = Long.MIN_VALUE;
        /** The first beat before which it had seen others, and when it may have forgotten them. */
        long companyAt = NEVER;

        long companyTo;
        boolean isOver;
    }
}
