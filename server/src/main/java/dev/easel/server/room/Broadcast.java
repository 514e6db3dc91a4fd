package dev.easel.server.room;

import dev.easel.server.audience.Audience;
import dev.easel.server.audience.EventFrames;
import dev.easel.server.audience.EventLog;
import dev.easel.server.audience.Session;
import dev.easel.server.audience.Told;
import dev.easel.server.loop.Loop;
import dev.easel.server.loop.Pace;
import dev.easel.server.loop.RecentCount;
import dev.easel.server.metrics.RoomMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the sessions what has happened: applied events, and how far they are durable. When {@link Pace} says so, each
 * gets all that it was not told yet, as {@link EventFrames} (rules B1, B5). Where sessions are many they are told in
 * turn, a stretch of them after the other, as many at a beat as there is time for, round after round: nobody waits for
 * longer than a round. After each stretch the room gives its events to the journal. Confined to the room's loop.
 */
final class Broadcast {
    private final Room room;
    private final Audience audience;
    private final int stretch;
    private final Pace pace;
    private final Loop loop;
    private final RoomMetrics metrics;
    private final Consumer<Session> lagged;
    private final EventLog log;
    private final RecentCount published = new RecentCount();
    private @Nullable Round round;
    private boolean isWaiting;

    /**
     * @param stretch sessions that are told at a stretch
     * @param lagged called with each session that was too slow for what it should have been sent
     */
    Broadcast(
            Room room,
            Audience audience,
            int stretch,
            Pace pace,
            Loop loop,
            RoomMetrics metrics,
            Consumer<Session> lagged) {
        this.room = room;
        this.audience = audience;
        this.stretch = stretch;
        this.pace = pace;
        this.loop = loop;
        this.metrics = metrics;
        this.lagged = lagged;
        log = new EventLog(new Told(room.seq(), room.durable()));
    }

    /**
     * Takes an event that was applied.
     *
     * @param authorId what others know its client by
     * @param author the session that carried the edit, or null
     */
    void publish(Room.Accepted accepted, UUID authorId, @Nullable Session author) {
        pace.due(audience.size());
        published.add(loop.now());
        log.add(accepted.event(), accepted.changes(), authorId, author);
        tellInTime();
    }

    /** Events within the last minute, about. */
    long lately() {
        return published.count(loop.now());
    }

    /** Everything up to {@code seq} is durable: told with the next events, or alone (rule D2). */
    void durable(long seq) {
        log.durable(seq);
        tellInTime();
    }

    /** The session's copy is the canvas as it stands: from here on it gets every event. */
    void include(Session session) {
        session.live(log.now(), () -> log.explained(loop.now()));
        audience.catchUp(session, room.durable());
    }

    private void tellInTime() {
        if (!isWaiting) {
            isWaiting = true;
            pace.whenTime(loop, this::tellSome);
        }
    }

    /** Tells a stretch of them; returns whether the next one is to be told now as well. */
    private boolean tellSome() {
        if (round == null) {
            round = new Round(audience.live(), stretch, log.now(), loop.now());
        }
        tell(round.next());
        toldAll(round.known());
        room.handOut();
        return !round.isOver() || isNextAtOnce(round);
    }

    /** Everybody was told what there was when the round began. */
    private boolean isNextAtOnce(Round over) {
        round = null;
        boolean isNews = !log.now().equals(over.from());
        boolean isLate = loop.now() - over.at() >= Pace.BEAT_MS;
        isWaiting = isNews && isLate;
        if (isNews && !isLate) {
            tellInTime();
        }
        return isNews && isLate;
    }

    /** Tells everybody now. */
    void flush() {
        tell(audience.live());
        toldAll(log.now().seq());
        round = null;
    }

    private void toldAll(long seq) {
        long now = loop.now();
        log.toldAll(seq, event -> metrics.broadcast(now - event.at()));
    }

    /** Those who know the same share their frames. */
    private void tell(List<Session> sessions) {
        Told now = log.now();
        Map<Told, List<Session>> alike = new LinkedHashMap<>();
        for (Session session : sessions) {
            if (session.isLive() && !session.told().equals(now)) {
                alike.computeIfAbsent(session.told(), _ -> new ArrayList<>()).add(session);
            }
        }
        alike.forEach((told, those) -> send(log.after(told), those, now));
    }

    private void send(EventFrames frames, List<Session> sessions, Told now) {
        int receivers = 0;
        boolean isTooLarge = frames.isTooLarge();
        for (Session session : sessions) {
            if (frames.events() > 0 && (isTooLarge || session.isBehind())) {
                session.lag();
                lagged.accept(session);
                continue;
            }
            receivers++;
            session.told(now);
            frames.sendTo(session);
        }
        metrics.delivered((long) receivers * frames.events());
    }

    /**
     * All sessions, each of which is told once: those that were live when it began. Who comes meanwhile knows at least
     * what there was then.
     */
    private static final class Round {
        private final List<Session> sessions;
        private final int stretch;
        private final Told from;
        private final long at;
        /** The seq up to which all were told from this stretch on; behind the last one, those who come meanwhile. */
        private final long[] known;

        private int next;

        /**
         * @param stretch how many are told at a stretch
         * @param from what there was to tell when it began
         * @param at when that was, in milliseconds since 1970
         */
        Round(List<Session> sessions, int stretch, Told from, long at) {
            this.sessions = sessions;
            this.stretch = stretch;
            this.from = from;
            this.at = at;
            known = new long[Math.ceilDiv(sessions.size(), stretch) + 1];
            long least = from.seq();
            known[known.length - 1] = least;
            for (int i = sessions.size() - 1; i >= 0; i--) {
                least = Math.min(least, sessions.get(i).told().seq());
                known[i / stretch] = least;
            }
        }

        /** The next stretch of those who were not told yet. */
        List<Session> next() {
            int first = next;
            next = Math.min(sessions.size(), first + stretch);
            return sessions.subList(first, next);
        }

        /** The seq up to which everybody was told by now. */
        long known() {
            return known[Math.ceilDiv(next, stretch)];
        }

        boolean isOver() {
            return next == sessions.size();
        }

        Told from() {
            return from;
        }

        long at() {
            return at;
        }
    }
}
