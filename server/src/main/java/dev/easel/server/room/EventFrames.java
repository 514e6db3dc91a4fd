package dev.easel.server.room;

import dev.easel.protocol.Event;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Events;
import dev.easel.protocol.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The events of one broadcast as frames: in full for everybody, encoded once, and in brief for the session that carried
 * the edits (rules B1, B5). Immutable.
 */
final class EventFrames {
    /** Bytes of events in one frame; a larger event has a frame of its own. */
    static final int FRAME = 256 << 10;

    /** An event larger than this is not sent: everybody is brought up to date without it (rule R7). */
    static final int LARGEST_EVENT = 1 << 20;

    private final List<Entry> entries;
    private final OptionalLong durable;

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

    List<byte[]> full() {
        List<byte[]> frames = new ArrayList<>();
        List<Json> events = new ArrayList<>();
        int bytes = 0;
        for (Entry entry : entries) {
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

    byte[] brief() {
        return frame(
                entries.stream()
                        .map(entry -> ServerCodec.brief(
                                entry.event().seq(), entry.event().edit()))
                        .toList(),
                durable);
    }

    private static byte[] frame(List<Json> events, OptionalLong durable) {
        return ServerCodec.encode(new Events(events, durable));
    }

    /**
     * @param encoded the event in full
     * @param author the session that carried the edit, or null
     */
    record Entry(Event event, Json encoded, @Nullable Session author) {}
}
