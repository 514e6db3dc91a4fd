package dev.easel.server.simulation.leases;

import dev.easel.server.ownership.Instances;
import dev.easel.server.ownership.ProjectOwners;
import dev.easel.server.persistence.Tenure;
import dev.easel.server.simulation.InstanceClock;
import java.util.function.BooleanSupplier;

/**
 * A defect that is put into what servers do about their leases and claims, and into what they pass on. This one changes
 * nothing; the others override it.
 */
class LeaseDefect {
    static final LeaseDefect NONE = new LeaseDefect();

    Instances instances(Instances instances, OwnerTable table, InstanceClock clock) {
        return instances;
    }

    ProjectOwners owners(ProjectOwners owners, OwnerTable table) {
        return owners;
    }

    /** @param isToldFrozen what the rooms were told last */
    Tenure tenure(Tenure tenure, BooleanSupplier isToldFrozen) {
        return tenure;
    }

    /** Whether a request is known to be passed on. */
    boolean isMarked(boolean isPassedOn) {
        return isPassedOn;
    }
}
