package dev.easel.server.room;

import dev.easel.protocol.ServerMessage.Durable;
import dev.easel.server.audience.Audience;
import dev.easel.server.audience.AuthorNumbers;
import dev.easel.server.audience.EventFrames;
import dev.easel.server.audience.Session;
import dev.easel.server.audience.ToldEvent;
import dev.easel.server.loop.Loop;
import dev.easel.server.loop.Pace;
import dev.easel.server.loop.RecentCount;
import dev.easel.server.metrics.RoomMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has happened and is not told yet: applied events, and how far they are durable. When {@link Pace} says so, all
 * of it leaves at once, as {@link EventFrames} (rules B1, B5); then the room gives the events to the journal. Confined
 * to the room's loop.
 */
final class Broadcast {
    private final Room room;
    private final Audience audience;
    private final Pace pace;
    private final Loop loop;
    private final RoomMetrics metrics;
    private final Consumer<Session> lagged;
    private final List<ToldEvent> entries = new ArrayList<>();
    private final AuthorNumbers numbers = new AuthorNumbers();
    private final RecentCount published = new RecentCount();
    private OptionalLong durable = OptionalLong.empty();
    private boolean scheduled;

    /** @param lagged called with each session that was too slow for what it should have been sent */
    Broadcast(Room room, Audience audience, Pace pace, Loop loop, RoomMetrics metrics, Consumer<Session> lagged) {
        this.room = room;
        this.audience = audience;
        this.pace = pace;
        this.loop = loop;
        this.metrics = metrics;
        this.lagged = lagged;
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
        entries.add(new ToldEvent(accepted.event(), accepted.changes(), authorId, author));
        schedule();
    }

    /** Events within the last minute, about. */
    long lately() {
        return published.count(loop.now());
    }

    /** Everything up to {@code seq} is durable: told with the next events, or alone (rule D2). */
    void durable(long seq) {
        durable = OptionalLong.of(seq);
        schedule();
    }

    /** The session's copy is the canvas as it stands: from here on it gets every event. */
    void include(Session session) {
        flush();
        session.live(room.seq(), numbers, loop.now());
        audience.catchUp(session, room.durable());
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            pace.whenTime(loop, this::tell);
        }
    }

    private void tell() {
        scheduled = false;
        flush();
        room.handOut();
    }

    /** Tells everybody now. */
    void flush() {
        OptionalLong told = durable;
        durable = OptionalLong.empty();
        if (!entries.isEmpty()) {
            EventFrames frames = new EventFrames(entries, told, numbers);
            int receivers = send(frames);
            metrics.delivered((long) receivers * entries.size());
            long now = loop.now();
            entries.forEach(entry -> metrics.broadcast(now - entry.event().at()));
            entries.clear();
        } else if (told.isPresent()) {
            audience.tell(new Durable(told.getAsLong()));
        }
    }

    /** Returns to how many sessions. */
    private int send(EventFrames frames) {
        int receivers = 0;
        boolean isTooLarge = frames.isTooLarge();
        for (Session session : audience.live()) {
            if (isTooLarge || session.isBehind()) {
                session.lag(frames.before());
                lagged.accept(session);
                continue;
            }
            receivers++;
            frames.sendTo(session);
        }
        return receivers;
    }
}
