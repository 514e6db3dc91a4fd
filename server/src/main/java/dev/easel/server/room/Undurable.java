package dev.easel.server.room;

import dev.easel.protocol.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The events that are applied but not durable yet, in order. Confined to the room's loop. */
final class Undurable {
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    /** @param bytes the event's encoded length */
    void add(Event event, int bytes) {
        entries.add(new Entry(event, bytes));
        this.bytes += bytes;
    }

    /** Drops what is durable now. */
    void dropUpTo(long seq) {
        while (!entries.isEmpty() && entries.peek().event().seq() <= seq) {
            bytes -= entries.poll().bytes();
        }
    }

    /** Encoded length of all of them. */
    long bytes() {
        return bytes;
    }

    List<Event> events() {
        List<Event> events = new ArrayList<>(entries.size());
        entries.forEach(entry -> events.add(entry.event()));
        return events;
    }

    private record Entry(Event event, int bytes) {}
}
