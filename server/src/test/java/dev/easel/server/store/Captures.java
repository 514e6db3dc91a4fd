package dev.easel.server.store;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.Json;
import dev.easel.protocol.JsonReader;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.room.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/** Captures as a room might make them, for one client and without a canvas. */
final class Captures {
    static final UUID CLIENT = UUID.fromString("c11e0000-0000-4000-8000-000000000001");
    static final long BEGAN = 1_700_000_000_000L;

    private Captures() {}

    /** One event for each object, each putting it; the client's edits are numbered as the events are. */
    static Capture puts(UUID project, long epoch, long after, CanvasObject... objects) {
        List<Event> events = new ArrayList<>();
        for (CanvasObject object : objects) {
            long seq = after + events.size() + 1;
            events.add(event(seq, new Change.Put(object.id(), object.props())));
        }
        return new Capture(project, epoch, after, after + events.size(), events, List.of(objects), List.of());
    }

    /** One event that deletes them all. */
    static Capture deletes(UUID project, long epoch, long after, String... ids) {
        List<Change> changes = new ArrayList<>();
        for (String id : ids) {
            changes.add(new Change.Delete(id));
        }
        Event event = event(after + 1, changes.toArray(Change[]::new));
        return new Capture(project, epoch, after, after + 1, List.of(event), List.of(), List.of(ids));
    }

    /** Objects o1 to o{count}, changed by the events after {@code after}. */
    static CanvasObject[] objects(int count, long after) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(i -> object("o" + i, "{\"type\":\"rectangle\",\"x\":" + i + "}", after + i))
                .toArray(CanvasObject[]::new);
    }

    static CanvasObject object(String id, String props, long seq) {
        return new CanvasObject(id, json(props), seq, BEGAN + seq, "Ada");
    }

    static Event event(long seq, Change... changes) {
        return new Event(seq, BEGAN + seq, "Ada", CLIENT, seq, Optional.empty(), List.of(changes));
    }

    static Json json(String text) {
        return JsonReader.stored(text);
    }
}
