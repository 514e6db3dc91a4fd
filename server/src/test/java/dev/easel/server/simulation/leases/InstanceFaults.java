package dev.easel.server.simulation.leases;

import dev.easel.server.ownership.OwnershipSettings;
import dev.easel.server.simulation.Chance;
import dev.easel.server.simulation.Conditions;
import java.util.List;

/**
 * How often each fault happens that only servers with a common database have, and how long their lease is. Beside the
 * {@link Conditions}, in worlds whose projects have owners.
 *
 * @param instances number of servers that there are at least, and one less than at most
 * @param leaseMs the lease
 * @param pauses weight of pauses of a whole process
 * @param partitions weight of a server ceasing to reach the database, or another server
 * @param sessions weight of the connection of a lease being cut
 * @param failovers weight of the database being taken over by another machine
 */
record InstanceFaults(int instances, int leaseMs, int pauses, int partitions, int sessions, int failovers) {
    static InstanceFaults drawn(Chance chance) {
        return new InstanceFaults(
                chance.between(2, 3),
                chance.one(List.of(1_000, 1_500, 5_000)),
                sometimes(chance, 10),
                sometimes(chance, 6),
                sometimes(chance, 4),
                sometimes(chance, 4));
    }

    OwnershipSettings ownership() {
        return new OwnershipSettings(leaseMs, true);
    }

    /** How long a beat may take. */
    long beatWithinMs() {
        return leaseMs - leaseMs / 5L;
    }

    private static int sometimes(Chance chance, int most) {
        return chance.percent(40) ? 0 : chance.between(1, most);
    }
}
