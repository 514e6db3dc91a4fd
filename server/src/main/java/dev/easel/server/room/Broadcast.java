package dev.easel.server.room;

import dev.easel.protocol.Event;
import dev.easel.protocol.Json;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Durable;
import dev.easel.protocol.ServerMessage.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;

/**
 * What was not told yet: the events that were applied, and how far they are durable. It leaves in one frame, encoded once,
 * the same bytes to every session (rules B1, B5). Confined to the room's loop.
 */
final class Broadcast {
    /** Bytes of events in one frame; a larger event has a frame of its own. */
    static final int FRAME = 256 << 10;

    /** An event larger than this is not sent: everybody is brought up to date without it (rule R7). */
    static final int LARGEST_EVENT = 1 << 20;

    private final Sessions sessions;
    private final int backlog;
    private final ObjLongConsumer<Session> lag;
    private final List<Entry> entries = new ArrayList<>();
    private OptionalLong durable = OptionalLong.empty();

    /** @param lag told of each session that does not get these events, and of the last seq it has */
    Broadcast(Sessions sessions, int backlog, ObjLongConsumer<Session> lag) {
        this.sessions = sessions;
        this.backlog = backlog;
        this.lag = lag;
    }

    /**
     * Takes an event to be sent at the next {@link #flush}.
     *
     * @param author the session that carried the edit, or null
     */
    void add(Event event, Json encoded, Session author) {
        entries.add(new Entry(event, encoded, author));
    }

    /** Everything up to {@code seq} is durable: told with the next events, or alone (rule D2). */
    void durable(long seq) {
        durable = OptionalLong.of(seq);
    }

    void flush() {
        OptionalLong told = durable;
        durable = OptionalLong.empty();
        if (!entries.isEmpty()) {
            List<Entry> batch = List.copyOf(entries);
            entries.clear();
            send(batch, told);
        } else if (told.isPresent()) {
            sessions.broadcast(new Durable(told.getAsLong()));
        }
    }

    private void send(List<Entry> batch, OptionalLong told) {
        long before = batch.getFirst().event().seq() - 1;
        if (batch.stream().anyMatch(entry -> entry.encoded().length() > LARGEST_EVENT)) {
            sessions.live().forEach(session -> lag.accept(session, before));
            return;
        }
        Session author = soleAuthor(batch);
        List<byte[]> frames = frames(batch, told);
        for (Session session : sessions.live()) {
            if (session.connection().unsent() > backlog) {
                lag.accept(session, before);
            } else if (session == author) {
                session.connection().send(briefly(batch, told));
            } else {
                frames.forEach(session.connection()::send);
            }
        }
    }

    private static Session soleAuthor(List<Entry> batch) {
        Session first = batch.getFirst().author();
        return batch.stream().allMatch(entry -> entry.author() == first) ? first : null;
    }

    private static List<byte[]> frames(List<Entry> batch, OptionalLong durable) {
        List<byte[]> frames = new ArrayList<>();
        List<Json> events = new ArrayList<>();
        int bytes = 0;
        for (Entry entry : batch) {
            if (!events.isEmpty() && bytes + entry.encoded().length() > FRAME) {
                frames.add(frame(events, OptionalLong.empty()));
                events.clear();
                bytes = 0;
            }
            events.add(entry.encoded());
            bytes += entry.encoded().length();
        }
        frames.add(frame(events, durable));
        return frames;
    }

    private static byte[] briefly(List<Entry> batch, OptionalLong durable) {
        return frame(
                batch.stream()
                        .map(entry ->
                                Events.brief(entry.event().seq(), entry.event().edit()))
                        .toList(),
                durable);
    }

    private static byte[] frame(List<Json> events, OptionalLong durable) {
        return ServerCodec.encode(new Events(events, durable));
    }

    private record Entry(Event event, Json encoded, Session author) {}
}
