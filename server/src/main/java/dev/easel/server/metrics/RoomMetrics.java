package dev.easel.server.metrics;

import dev.easel.protocol.RefusalCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The meters of all rooms of an instance. Written on the event loop of every room. */
public final class RoomMetrics {
    /** Bounds of the buckets, in milliseconds: from a turn of an event loop to what anybody would notice. */
    private static final long[] BROADCAST_MS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000};

    private final LongAdder rooms = new LongAdder();
    private final Map<State, LongAdder> states = new EnumMap<>(State.class);
    private final LongAdder sessions = new LongAdder();
    private final Counter accepted;
    private final LongAdder deliveries = new LongAdder();
    private final Counter refused;
    private final Map<RefusalCode, Counter> refusals = new EnumMap<>(RefusalCode.class);
    private final LatencyMeter broadcast;
    private final Counter lagged;
    private final Counter broken;

    public RoomMetrics(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        meters.gauge("easel.rooms", "Projects in memory", rooms::sum);
        for (State state : State.values()) {
            LongAdder count = new LongAdder();
            states.put(state, count);
            meters.gauge(
                    "easel.rooms.state",
                    "Rooms by the state of their life",
                    "state",
                    state.name().toLowerCase(Locale.ROOT),
                    count::sum);
        }
        meters.gauge("easel.sessions", "Sessions in all rooms", sessions::sum);
        accepted = meters.counter("easel.edits.accepted", "Edits that became events");
        meters.counter("easel.deliveries", "Events sent to sessions: each event counts for each", deliveries::sum);
        refused = meters.counter("easel.edits.refused", "Edits that were refused");
        for (RefusalCode code : RefusalCode.values()) {
            refusals.put(
                    code,
                    meters.counter(
                            "easel.refusals", "Edits that were refused, by the code of E12", "code", code.wire()));
        }
        broadcast = meters.latency(
                "easel.edit.broadcast",
                "Time from accepting an edit until its event has been sent to every session",
                BROADCAST_MS);
        lagged = meters.counter("easel.sessions.lagged", "Times a slow receiver was cut off and synced again");
        broken = meters.counter("easel.rooms.broken", "Rooms closed after losing their project or an invariant");
    }

    /** A room's life has begun, moved on, or ended: null is outside of it. */
    public void rooms(@Nullable State from, @Nullable State to) {
        if (from != null) {
            count(from).decrement();
        }
        if (to != null) {
            count(to).increment();
        }
    }

    private LongAdder count(State state) {
        return Objects.requireNonNull(states.get(state));
    }

    /** A room was made for a project. */
    public void roomOpened() {
        rooms.increment();
    }

    /** A room has left memory. */
    public void roomClosed() {
        rooms.decrement();
    }

    /** A session has joined a room. */
    public void sessionJoined() {
        sessions.increment();
    }

    /** A session has left its room. */
    public void sessionLeft() {
        sessions.decrement();
    }

    /** An edit became an event. */
    public void editAccepted() {
        accepted.increment();
    }

    /** An edit was refused. */
    public void editRefused(RefusalCode code) {
        refused.increment();
        Objects.requireNonNull(refusals.get(code)).increment();
    }

    /** Events were sent to sessions. */
    public void delivered(long deliveredEvents) {
        deliveries.add(deliveredEvents);
    }

    /** An event was sent to everybody, {@code afterMs} after its edit was accepted. */
    public void broadcast(long afterMs) {
        broadcast.record(afterMs);
    }

    // ---- as they are now, from any thread

    /** Sessions in all rooms. */
    public long sessions() {
        return sessions.sum();
    }

    /** Projects in memory. */
    public long rooms() {
        return rooms.sum();
    }

    /** Edits that became events, since the start. */
    public double accepted() {
        return accepted.count();
    }

    /** Edits that were refused, since the start. */
    public double refused() {
        return refused.count();
    }

    /** Events sent to sessions, since the start. */
    public double deliveries() {
        return deliveries.sum();
    }

    /** How long events took to be sent to everybody. */
    public LatencyMeter broadcast() {
        return broadcast;
    }

    /** A slow receiver was cut off from events; it is synced again once it has caught up. */
    public void sessionLagged() {
        lagged.increment();
    }

    /** A room closes because it lost its project or broke an invariant. */
    public void roomBroken() {
        broken.increment();
    }

    /** The states in which rooms are counted. */
    public enum State {
        LOADING,
        ACTIVE,
        LEAVING,
        DRAINING
    }
}
