package dev.easel.server.history;

import dev.easel.server.database.Timestamps;
import dev.easel.server.derived.AuthorIds;
import dev.easel.server.derived.Entries;
import dev.easel.server.derived.HistoryEntry;
import dev.easel.server.derived.HistoryEntry.Author;
import dev.easel.server.horizon.Horizon;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The history of a project behind the horizon as a list of entries, the newest first. Entries of old events are stored;
 * those of the latest events, and of events in the middle of which a version ends, are made from the events. May be
 * used from any thread.
 */
public final class PastEntries {
    /** Events that one page reads, besides stored entries. A page that needs more ends there. */
    static final int MOST_READ = 20_000;

    /** Those of one statement. */
    private static final int AT_ONCE = 5_000;

    private static final String STORED = """
            select from_seq, to_seq, began, ended, authors, names, events from history_entry
             where project_id = $1 and to_seq <= $2 and from_seq > $4 order by to_seq desc limit $3""";

    private static final String VERSIONS = """
            select version.head_seq from version join project on project.id = version.project_id
             where project_id = $1 and version.id <> project.active_version and head_seq > $2 and head_seq <= $3""";

    private static final String EVENTS = """
            select seq, at, actor, client from event
             where project_id = $1 and seq > $2 and seq <= $3 order by seq""";

    private final StateReader reader;

    PastEntries(StateReader reader) {
        this.reader = reader;
    }

    /**
     * The entries of the events before this seq. Where a page has less than {@code limit} entries and a next page, it
     * had to read many events.
     */
    public Future<Page> before(UUID project, OptionalLong before, int limit) {
        return reader.read(connection -> StateReader.head(connection, project)
                .compose(head -> Horizon.of(connection, project)
                        .compose(horizon -> page(
                                connection,
                                project,
                                horizon.seq(),
                                Math.max(horizon.seq(), Math.min(before.orElse(Long.MAX_VALUE) - 1, head)),
                                limit))));
    }

    private Future<Page> page(SqlConnection connection, UUID project, long horizon, long upTo, int limit) {
        return connection
                .preparedQuery(STORED)
                .execute(Tuple.of(project, upTo, limit, horizon))
                .compose(rows -> {
                    List<HistoryEntry> stored =
                            rows.stream().map(PastEntries::entry).toList();
                    long from = stored.isEmpty()
                            ? upTo - MOST_READ
                            : stored.getLast().from() - 1;
                    return connection
                            .preparedQuery(VERSIONS)
                            .execute(Tuple.of(project, Math.max(0, Math.min(from, upTo - MOST_READ)), upTo))
                            .compose(found -> {
                                NavigableSet<Long> versions = new TreeSet<>();
                                found.forEach(row -> versions.add(row.getLong("head_seq")));
                                return new Reading(reader, connection, project, horizon, upTo, limit, stored, versions)
                                        .run();
                            });
                });
    }

    private static HistoryEntry entry(Row row) {
        UUID[] ids = row.getArrayOfUUIDs("authors");
        String[] names = row.getArrayOfStrings("names");
        Integer[] events = row.getArrayOfIntegers("events");
        return new HistoryEntry(
                row.getLong("from_seq"),
                row.getLong("to_seq"),
                Timestamps.millis(row, "began"),
                Timestamps.millis(row, "ended"),
                IntStream.range(0, ids.length)
                        .mapToObj(i -> new Author(ids[i], names[i], events[i]))
                        .toList());
    }

    /**
     * A page of entries.
     *
     * @param entries the newest first
     * @param next before which seq the next page begins; empty after the last
     */
    public record Page(List<HistoryEntry> entries, OptionalLong next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /** One page as it is put together, from its end. Used once. */
    private static final class Reading {
        private final StateReader reader;
        private final SqlConnection connection;
        private final UUID project;
        private final long horizon;
        private final int limit;
        private final List<HistoryEntry> stored;
        private final NavigableSet<Long> versions;
        private final List<HistoryEntry> entries = new ArrayList<>();
        private int next;
        private int read;
        /** The last event that is in no entry yet. */
        private long upTo;

        Reading(
                StateReader reader,
                SqlConnection connection,
                UUID project,
                long horizon,
                long upTo,
                int limit,
                List<HistoryEntry> stored,
                NavigableSet<Long> versions) {
            this.reader = reader;
            this.connection = connection;
            this.project = project;
            this.horizon = horizon;
            this.upTo = upTo;
            this.limit = limit;
            this.stored = stored;
            this.versions = versions;
        }

        Future<Page> run() {
            while (next < stored.size() && isAsStored(stored.get(next))) {
                add(stored.get(next++));
            }
            long behind = Math.max(madeBehind(), roundedUp(upTo - Math.min(AT_ONCE, MOST_READ - read)));
            if (entries.size() == limit || behind >= upTo) {
                return Future.succeededFuture(
                        new Page(entries, upTo == horizon ? OptionalLong.empty() : OptionalLong.of(upTo + 1)));
            }
            return connection
                    .preparedQuery(EVENTS)
                    .execute(Tuple.of(project, behind, upTo))
                    .compose(rows -> {
                        if (rows.size() < upTo - behind) {
                            throw new IllegalStateException("an event of project " + project + " is missing");
                        }
                        read += rows.size();
                        return reader.worker(() -> made(rows));
                    })
                    .compose(made -> {
                        made.reversed().stream().limit(limit - entries.size()).forEach(this::add);
                        return run();
                    });
        }

        private boolean isAsStored(HistoryEntry it) {
            return entries.size() < limit && it.to() == upTo && !isSplit(it);
        }

        /** A version that was made later ends in the middle of it. */
        private boolean isSplit(HistoryEntry it) {
            Long end = versions.ceiling(it.from());
            return end != null && end < it.to();
        }

        private void add(HistoryEntry entry) {
            entries.add(entry);
            upTo = entry.from() - 1;
        }

        /** The event behind which the next entries have to be made, and not be taken as they are stored. */
        private long madeBehind() {
            while (next < stored.size() && stored.get(next).from() > upTo) {
                next++; // what was made of events has passed it
            }
            if (next == stored.size()) {
                return horizon;
            }
            HistoryEntry below = stored.get(next);
            return below.to() < upTo ? below.to() : below.from() - 1;
        }

        /** An entry ends there in any case. */
        private static long roundedUp(long seq) {
            return seq <= 0 ? 0 : Math.ceilDiv(seq, Entries.MOST_EVENTS) * Entries.MOST_EVENTS;
        }

        private List<HistoryEntry> made(RowSet<Row> rows) {
            AuthorIds authors = new AuthorIds(project);
            Entries made = new Entries(versions);
            for (Row row : rows) {
                made.take(
                        row.getLong("seq"),
                        Timestamps.millis(row, "at"),
                        row.getString("actor"),
                        authors.of(row.getUUID("client")));
            }
            return made.made();
        }
    }
}
