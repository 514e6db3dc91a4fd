package dev.easel.server.room;

import java.util.concurrent.atomic.LongAdder;

/** What the rooms of an instance count. Written by every room's loop, read by whoever reports it. */
public final class RoomMetrics {
    final LongAdder rooms = new LongAdder();
    final LongAdder sessions = new LongAdder();
    final LongAdder accepted = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder lagged = new LongAdder();
    final LongAdder broken = new LongAdder();

    /** Rooms in memory now. */
    public long rooms() {
        return rooms.sum();
    }

    /** Sessions now. */
    public long sessions() {
        return sessions.sum();
    }

    public long acceptedEdits() {
        return accepted.sum();
    }

    public long refusedEdits() {
        return refused.sum();
    }

    /** How often a slow receiver was cut off from events and brought up to date again. */
    public long lagged() {
        return lagged.sum();
    }

    /** Rooms closed because they lost their project or broke an invariant. */
    public long broken() {
        return broken.sum();
    }
}
