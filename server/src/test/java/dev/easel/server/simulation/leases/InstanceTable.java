package dev.easel.server.simulation.leases;

import dev.easel.server.ownership.Sighting;
import dev.easel.server.simulation.ManualClock;
import io.vertx.core.Future;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** The table of instances in the database, and the sessions that hold their locks. */
final class InstanceTable {
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<Session> sessions = new ArrayList<>();
    private final ManualClock clock;
    private final Leases leases;

    /** How far the clock of the database is ahead, in milliseconds: another machine has another clock. */
    private long aheadMs;

    InstanceTable(ManualClock clock, Leases leases) {
        this.clock = clock;
        this.leases = leases;
    }

    /** Where an instance says that it is reached. */
    static URI address(String id) {
        return URI.create("http://" + id);
    }

    static String idAt(URI address) {
        return address.getHost();
    }

    Session connect(SimulatedInstances who) {
        Session session = new Session(who);
        sessions.add(session);
        enter(session.id());
        return session;
    }

    private void enter(String id) {
        if (!rows.containsKey(id)) {
            rows.put(id, new Row(0, now(), false));
            leases.entered(id);
        }
    }

    /**
     * @param number of beats that the instance has sent
     * @param isInCompany whether the instance has heard of others before it sent this
     */
    Future<List<Sighting>> beat(Session session, long number, boolean isInCompany, boolean isLeaving) {
        if (!sessions.contains(session)) {
            return Future.failedFuture("the session has ended");
        }
        if (rows.computeIfPresent(session.id(), (_, row) -> new Row(Math.max(row.beat, number), now(), isLeaving))
                != null) {
            leases.beaten(session.id(), isInCompany);
        }
        List<Sighting> all = new ArrayList<>();
        rows.forEach(
                (id, row) -> all.add(new Sighting(id, address(id), row.beat, isLocked(id), row.isLeaving, "1", 0)));
        enter(session.id());
        return Future.succeededFuture(all);
    }

    private boolean isLocked(String id) {
        return sessions.stream().anyMatch(session -> session.id().equals(id));
    }

    /** The beat of an instance; empty when it is not there. */
    OptionalLong beatOf(String id) {
        Row row = rows.get(id);
        return row == null ? OptionalLong.empty() : OptionalLong.of(row.beat);
    }

    Future<Void> remove(Sighting dead) {
        rows.computeIfPresent(dead.id(), (_, row) -> row.beat == dead.beat() ? null : row);
        return Future.succeededFuture();
    }

    Future<Void> leave(Session session) {
        rows.remove(session.id());
        leases.left(session.id());
        return Future.succeededFuture();
    }

    /** The session is over: its lock is free, and it hears nothing more. */
    Future<Void> end(Session session) {
        if (sessions.remove(session) && !isLocked(session.id())) {
            leases.unlocked(session.id());
        }
        return Future.succeededFuture();
    }

    List<Session> sessions() {
        return List.copyOf(sessions);
    }

    /** All who are connected hear that the row of the project was changed. */
    void tell(UUID project) {
        sessions.forEach(session -> session.who.tell(session, project));
    }

    /**
     * Another machine goes on as the database: nobody is connected, what was committed asynchronously last may be lost,
     * and the clock is another one.
     */
    void failOver(int lostBeats, long newAheadMs) {
        sessions().forEach(this::end);
        rows.replaceAll((_, row) -> new Row(Math.max(0, row.beat - lostBeats), row.at, row.isLeaving));
        aheadMs = newAheadMs;
    }

    /** Removes those whose last beat was noted at an earlier time: nothing does that but a defect. */
    void removeBeatenBefore(long at) {
        rows.values().removeIf(row -> row.at < at);
    }

    private long now() {
        return clock.millis() + aheadMs;
    }

    /** One connection to the database, as the database sees it. */
    static final class Session {
        private final SimulatedInstances who;

        Session(SimulatedInstances who) {
            this.who = who;
        }

        String id() {
            return who.id();
        }

        /** Whether the process is at the other end still. */
        boolean isWanted() {
            return who.isAt(this);
        }

        @Override
        public String toString() {
            return "the session of " + id();
        }
    }

    /** @param at of its last beat, by the clock of the database */
    private record Row(long beat, long at, boolean isLeaving) {}
}
