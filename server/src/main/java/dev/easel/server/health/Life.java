package dev.easel.server.health;

import java.util.List;

/** Whether the process lives, and whether its start is over. May be used from any thread. */
public final class Life {
    private final Pulse pulse;
    private volatile boolean hasStarted;

    public Life(Pulse pulse) {
        this.pulse = pulse;
    }

    /** The start is over: from now on it can be ready. */
    public void started() {
        hasStarted = true;
    }

    boolean hasStarted() {
        return hasStarted;
    }

    /** Whether a restart would help with nothing. */
    public boolean isWell() {
        return pulse.hanging().isEmpty();
    }

    /** What only a restart mends; empty while there is nothing. A database that is away is none of it. */
    public List<Trouble> liveness() {
        return pulse.hanging().stream()
                .map(loop -> new Trouble(
                        "loop_hangs",
                        loop + " has not answered for over " + Pulse.HANGS_AFTER + " s: what it serves stands still"))
                .toList();
    }

    /** Why it has not started yet; empty once it has, for good. */
    public List<Trouble> startup() {
        return hasStarted ? List.of() : List.of(Readiness.Reason.STARTING.trouble());
    }
}
