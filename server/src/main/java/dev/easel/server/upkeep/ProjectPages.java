package dev.easel.server.upkeep;

import dev.easel.server.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads through the table of projects from its first page to its last, a number of pages at a time. A row that moves to
 * an earlier page meanwhile is not seen; then somebody edits or saves that project. May be used from any thread.
 */
public final class ProjectPages {
    /** Pages of one part: 2 MiB, some thousand projects. */
    static final int PAGES = 256;

    private static final String ALL_PAGES =
            "select pg_relation_size('project') / current_setting('block_size')::bigint as pages";

    private final Database database;
    private final int pages;

    public ProjectPages(Database database) {
        this(database, PAGES);
    }

    /** @param pages of one part: fewer where a statement reads much else of each project */
    public ProjectPages(Database database, int pages) {
        this.database = database;
        this.pages = pages;
    }

    /**
     * The rows of one part.
     *
     * @param from where the part begins: 0, or where the one before ended
     * @param sql selects from {@code project} where ctid is {@code $1} or more and below {@code $2}
     * @param values of its further parameters
     */
    public <T> Future<Part<T>> look(long from, String sql, Function<Row, T> read, Object... values) {
        return database.query(ALL_PAGES, Tuple.tuple())
                .compose(rows -> look(from, rows.iterator().next().getLong("pages"), sql, read, values));
    }

    private <T> Future<Part<T>> look(long from, long all, String sql, Function<Row, T> read, Object... values) {
        long next = from + pages;
        Tuple told = Tuple.of(page(from), page(next));
        for (Object value : values) {
            told.addValue(value);
        }
        return database.query(sql, told)
                .map(rows -> new Part<>(
                        rows.stream().map(read).toList(), next < all ? OptionalLong.of(next) : OptionalLong.empty()));
    }

    private static String page(long number) {
        return "(" + number + ",0)";
    }

    /** @param next where the next part begins; empty after the last */
    public record Part<T>(List<T> found, OptionalLong next) {
        public Part {
            found = List.copyOf(found);
        }
    }
}
