package dev.easel.server.store;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.log.TraceId;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Journal.Entry;
import dev.easel.server.persistence.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Events, runs and captures as a room makes them, of one client and without a canvas. */
final class StoreFixtures {
    static final UUID CLIENT = UUID.fromString("c11e0000-0000-4000-8000-000000000001");
    static final long BEGAN = 1_700_000_000_000L;

    private StoreFixtures() {}

    /** The capture after one event for each object that puts it, in this order. */
    static Capture puts(UUID project, long epoch, long after, CanvasObject... objects) {
        long upTo = after + objects.length;
        return new Capture(project, epoch, after, upTo, BEGAN + upTo, List.of(objects), List.of());
    }

    /** The capture after one event that deletes all these objects. */
    static Capture deletes(UUID project, long epoch, long after, String... ids) {
        return new Capture(project, epoch, after, after + 1, BEGAN + after + 1, List.of(), List.of(ids));
    }

    /** The events of a capture made here. The client's edits are numbered as the events are. */
    static Run run(Capture capture) {
        Stream<Event> puts = capture.changed().stream()
                .map(object -> event(object.seq(), new Change.Put(object.id(), object.props())));
        Change[] gone = capture.deleted().stream().map(Change.Delete::new).toArray(Change[]::new);
        Stream<Event> deletes = gone.length == 0 ? Stream.of() : Stream.of(event(capture.upTo(), gone));
        return run(
                capture.project(), capture.epoch(), Stream.concat(puts, deletes).toArray(Event[]::new));
    }

    static Run run(UUID project, long epoch, Event... events) {
        return new Run(
                project,
                epoch,
                Arrays.stream(events)
                        .map(event ->
                                new Entry(event, EventCodec.changes(event.changes()), Origin.UNKNOWN, TraceId.NONE))
                        .toList());
    }

    /** Events {@code from} to {@code to}, each of which puts the object o1. */
    static Run run(UUID project, long epoch, long from, long to) {
        return run(
                project,
                epoch,
                LongStream.rangeClosed(from, to)
                        .mapToObj(seq -> event(seq, new Change.Put("o1", json("{\"n\":" + seq + "}"))))
                        .toArray(Event[]::new));
    }

    /** Objects o1 to o{count}; the last change of each is one event after {@code after}. */
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
