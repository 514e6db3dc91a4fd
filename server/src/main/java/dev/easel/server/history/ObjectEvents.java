package dev.easel.server.history;

import dev.easel.server.derived.Blocks;
import dev.easel.server.derived.EventRow;
import dev.easel.server.horizon.Horizon;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The events behind the horizon that changed one object, the newest first. Blocks of events that are known not to
 * change it are not read. May be used from any thread.
 */
public final class ObjectEvents {
    /** Blocks that one page looks at, whether they change the object. */
    static final int MOST_LOOKED_AT = 1_000;

    /** Blocks of which one page reads the events. */
    static final int MOST_READ = 20;

    /** Bytes of the blocks of which one page reads the events; a larger block is read alone. */
    static final long MOST_BYTES = 64 << 20;

    /**
     * By the last seq of each block, with the one that {@code $3} is in the middle of. The latest events are in no
     * block that is stored: theirs are told by what the events take, compressed, for which no change is read.
     */
    private static final String BLOCKS = """
            with stored as (
                select seq, $4 = any (objects) as is_changed, bytes from history_block
                 where project_id = $1 and seq > $2 and seq < $3::bigint + %1$d)
            select * from stored
            union all
            select (seq + %1$d - 1) / %1$d * %1$d, true, sum(pg_column_size(changes)) from event
             where project_id = $1 and seq <= $3::bigint
               and seq > greatest($2::bigint, $3::bigint - %2$d, (select max(seq) from stored))
             group by 1""".formatted(Blocks.BLOCK, MOST_READ * Blocks.BLOCK);

    /** The text of the id may also stand somewhere else in an event: it only spares the events without it. */
    static final String CHANGES_OBJECT = """
            position(%1$s in changes::text) > 0
               and exists (select from json_array_elements(changes) as change where change ->> 'id' = %2$s)""";

    /**
     * Each range by itself: as one join, PostgreSQL may read all events of the project backwards instead, since it
     * expects to find enough of the object among the latest.
     */
    private static final String EVENTS = """
            select * from (
                select %1$s, row_number() over places as number, sum(octet_length(changes::text)) over places as bytes,
                       count(*) over () as found
                  from (select in_range.* from unnest($2::bigint[], $3::bigint[]) as range (behind, up_to)
                         cross join lateral (
                               select * from event
                                where project_id = $1 and seq > range.behind and seq <= range.up_to and %2$s
                                order by seq desc limit $6) as in_range
                         order by seq desc limit $6) as first
                window places as (order by seq desc rows unbounded preceding)) as summed
             where number = 1 or bytes <= $7
             order by seq desc""".formatted(EventRow.COLUMNS, CHANGES_OBJECT.formatted("$4", "$5"));

    private final StateReader reader;

    ObjectEvents(StateReader reader) {
        this.reader = reader;
    }

    /** How the id of a change stands in the text of an event. */
    static String inText(String id) {
        return "\"id\":\"" + id + "\"";
    }

    /**
     * The events before this seq. Where a page has less than {@code limit} events and a next page, it had to look at
     * many events.
     */
    public Future<EventPage> before(UUID project, String id, OptionalLong before, int limit) {
        return reader.read(connection -> StateReader.head(connection, project)
                .compose(head -> Horizon.of(connection, project).compose(horizon -> {
                    long upTo = Math.min(head, before.orElse(Long.MAX_VALUE) - 1);
                    return blocks(connection, project, id, horizon.seq(), upTo)
                            .compose(ranges -> page(connection, project, id, ranges, limit));
                })));
    }

    private static Future<Ranges> blocks(SqlConnection connection, UUID project, String id, long horizon, long upTo) {
        long behind = Math.max(horizon, upTo - (long) MOST_LOOKED_AT * Blocks.BLOCK);
        return connection
                .preparedQuery(BLOCKS)
                .execute(Tuple.of(project, behind, upTo, Blocks.hash(id)))
                .map(rows -> {
                    Map<Long, Block> known = new HashMap<>();
                    rows.forEach(row -> known.put(
                            row.getLong("seq"), new Block(row.getBoolean("is_changed"), row.getLong("bytes"))));
                    return ranges(known, behind, upTo, horizon);
                });
    }

    /** Those to be read, from the end, and the first in any case. */
    private static Ranges ranges(Map<Long, Block> known, long behind, long upTo, long horizon) {
        List<Long> begins = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        long bytes = 0;
        long end = upTo;
        while (end > behind && begins.size() < MOST_READ) {
            long blockBegin = Math.max(0, Math.ceilDiv(end, Blocks.BLOCK) - 1) * Blocks.BLOCK;
            long begin = Math.max(horizon, blockBegin);
            Block block = known.getOrDefault(blockBegin + Blocks.BLOCK, Block.UNKNOWN);
            if (block.isChanged()) {
                bytes += block.bytes();
                if (bytes > MOST_BYTES && !begins.isEmpty()) {
                    break;
                }
                begins.add(begin);
                ends.add(end);
            }
            end = begin;
        }
        return new Ranges(begins, ends, end > horizon ? OptionalLong.of(end) : OptionalLong.empty());
    }

    private static Future<EventPage> page(SqlConnection connection, UUID project, String id, Ranges ranges, int limit) {
        Tuple values = Tuple.of(project)
                .addArrayOfLong(ranges.begins().toArray(Long[]::new))
                .addArrayOfLong(ranges.ends().toArray(Long[]::new))
                .addString(inText(id))
                .addString(id)
                .addInteger(limit + 1)
                .addLong((long) PastEvents.PAGE_BYTES);
        return connection.preparedQuery(EVENTS).execute(values).map(rows -> {
            List<PastEvent> events = new ArrayList<>();
            long found = 0;
            for (Row row : rows) {
                found = row.getLong("found");
                if (events.size() < limit) {
                    events.add(PastEvent.read(project, row));
                }
            }
            return new EventPage(events, next(events, found, ranges.rest()));
        });
    }

    private static OptionalLong next(List<PastEvent> events, long found, OptionalLong rest) {
        if (found > events.size()) {
            return OptionalLong.of(events.getLast().seq());
        }
        return rest.isPresent() ? OptionalLong.of(rest.getAsLong() + 1) : rest;
    }

    /**
     * Events in a row.
     *
     * @param isChanged whether they may change the object
     * @param bytes of their changes, about
     */
    private record Block(boolean isChanged, long bytes) {
        /** One that is missing among those that are stored: it is read, and may be large. */
        static final Block UNKNOWN = new Block(true, MOST_BYTES);
    }

    /** @param rest the last event that was not looked at; empty where there is none */
    private record Ranges(List<Long> begins, List<Long> ends, OptionalLong rest) {}
}
