package dev.easel.server.store;

import dev.easel.protocol.Event;
import dev.easel.protocol.Json;
import dev.easel.protocol.ServerCodec;
import dev.easel.server.room.Capture;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

/**
 * The events of a capture as the values of {@link #INSERT}, one tuple for each statement. A statement takes events up to
 * {@link #BATCH_BYTES}, and at least one: an ordinary save has one statement.
 */
final class EventBatches implements Iterator<Tuple> {
    static final String INSERT = """
            insert into event (project_id, epoch, seq, at, actor, client, edit, group_id, changes)
            select $1, $2, e.seq, e.at, e.actor, e.client, e.edit, e.group_id, e.changes::json
              from unnest($3::bigint[], $4::timestamptz[], $5::text[], $6::uuid[], $7::bigint[], $8::text[], $9::text[])
                   as e (seq, at, actor, client, edit, group_id, changes)""";

    /** Bytes of {@code changes} in one statement. */
    static final int BATCH_BYTES = 1 << 20;

    private final Capture capture;
    private int from;

    /** The changes of the event at {@link #from}, where they were measured already and found too many. */
    private Json held;

    EventBatches(Capture capture) {
        this.capture = capture;
    }

    @Override
    public boolean hasNext() {
        return from < capture.events().size();
    }

    @Override
    public Tuple next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<String> changes = changes();
        List<Event> events = capture.events().subList(from, from + changes.size());
        from += changes.size();
        return Tuple.of(capture.project(), capture.epoch())
                .addArrayOfLong(events.stream().map(Event::seq).toArray(Long[]::new))
                .addArrayOfOffsetDateTime(
                        events.stream().map(event -> Times.of(event.at())).toArray(OffsetDateTime[]::new))
                .addArrayOfString(events.stream().map(Event::by).toArray(String[]::new))
                .addArrayOfUUID(events.stream().map(Event::client).toArray(UUID[]::new))
                .addArrayOfLong(events.stream().map(Event::edit).toArray(Long[]::new))
                .addArrayOfString(
                        events.stream().map(event -> event.group().orElse(null)).toArray(String[]::new))
                .addArrayOfString(changes.toArray(String[]::new));
    }

    private List<String> changes() {
        List<String> batch = new ArrayList<>();
        long bytes = 0;
        for (int i = from; i < capture.events().size(); i++) {
            Json changes = held != null
                    ? held
                    : ServerCodec.changes(capture.events().get(i).changes());
            held = null;
            bytes += changes.length();
            if (!batch.isEmpty() && bytes > BATCH_BYTES) {
                held = changes;
                break;
            }
            batch.add(changes.toString());
        }
        return batch;
    }
}
