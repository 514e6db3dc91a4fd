package dev.easel.server.room;

import dev.easel.protocol.Event;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Events;
import dev.easel.protocol.json.Json;
import dev.easel.server.audience.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events of one broadcast as frames: in full for everybody, encoded once, and in brief for the session that carried
 * the edits (rules B1, B5). A client that knows itself by nothing but its UUID gets a copy in which its own events are
 * named for it. Confined to the room's loop.
 */
final class EventFrames {
    /** Bytes of events in one frame; a larger event has a frame of its own. */
    static final int FRAME = 256 << 10;

    /** An event larger than this is not sent: everybody is brought up to date without it (rule R7). */
    static final int LARGEST_EVENT = 1 << 20;

    private final List<Entry> entries;
    private final OptionalLong durable;
    private @Nullable Set<UUID> clients;

    /**
     * @param entries at least one, in seq order
     * @param durable told in the last frame
     */
    EventFrames(List<Entry> entries, OptionalLong durable) {
        this.entries = List.copyOf(entries);
        this.durable = durable;
    }

    /** The seq before the first event. */
    long before() {
        return entries.getFirst().event().seq() - 1;
    }

    boolean isTooLarge() {
        return entries.stream().anyMatch(entry -> entry.encoded().length() > LARGEST_EVENT);
    }

    /** The one session that carried all of the edits, or null. */
    @Nullable
    Session soleAuthor() {
        Session first = entries.getFirst().author();
        return entries.stream().allMatch(entry -> entry.author() == first) ? first : null;
    }

    /** Whether one of the edits is of this client. */
    boolean hasAnyOf(UUID client) {
        if (clients == null) {
            clients = new HashSet<>();
            for (Entry entry : entries) {
                clients.add(entry.event().client());
            }
        }
        return clients.contains(client);
    }

    /** In full, the same for all. */
    List<byte[]> full() {
        return frames(entries.stream().map(Entry::encoded).toList());
    }

    /** As {@link #full}, but with this client's own events under its UUID, as it knows itself. */
    List<byte[]> namedFor(UUID client) {
        return frames(entries.stream()
                .map(entry -> entry.event().client().equals(client) ? entry.encodedAs(client) : entry.encoded())
                .toList());
    }

    byte[] brief() {
        return frame(entries.stream().map(Entry::brief).toList(), durable);
    }

    private List<byte[]> frames(List<Json> all) {
        List<byte[]> frames = new ArrayList<>();
        List<Json> events = new ArrayList<>();
        int bytes = 0;
        for (Json event : all) {
            if (!events.isEmpty() && bytes + event.length() > FRAME) {
                frames.add(frame(events, OptionalLong.empty()));
                events.clear();
                bytes = 0;
            }
            events.add(event);
            bytes += event.length();
        }
        frames.add(frame(events, durable));
        return frames;
    }

    private static byte[] frame(List<Json> events, OptionalLong durable) {
        return ServerCodec.encode(new Events(events, durable));
    }

    /**
     * @param encoded the event in full, with its author's id
     * @param author the session that carried the edit, or null
     */
    record Entry(
            Room.Accepted accepted, Json encoded, @Nullable Session author) {
        Event event() {
            return accepted.event();
        }

        Json encodedAs(UUID author) {
            return ServerCodec.full(event(), author, accepted.changes());
        }

        Json brief() {
            return ServerCodec.brief(event().seq(), event().edit());
        }
    }
}
