package dev.easel.server.versions;

import dev.easel.protocol.json.Json;
import dev.easel.server.catalog.CatalogRefusal;
import dev.easel.server.catalog.CatalogUnavailable;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.database.Database;
import dev.easel.server.database.Iteration;
import dev.easel.server.database.Refusals;
import dev.easel.server.database.Timestamps;
import dev.easel.server.versions.VersionRefusal.Reason;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes copies of projects in PostgreSQL, each in one transaction: nobody sees half a project. Images are copied within
 * the database. The rows of its objects follow with the first load, as those of every project that is behind its
 * journal. May be used from any thread.
 */
public final class PgForks implements ForkStore {
    /** Bytes of images that one statement copies; a single image may be larger. */
    static final int ASSET_BYTES = 16 << 20;

    /** The most characters of a title. */
    private static final int TITLE = 200;

    /** What a copy without a title of its own is called. */
    private static final String COPY_OF = " (copy)";

    private static final String PROJECT = """
            with source as (
                select title, settings from project where id = $1),
            first as (
                insert into version (project_id, id, kind, created_at, base_seq, head_seq)
                select $2, $3, 'manual', $5, 0, 0 from source),
            owner as (
                insert into member (project_id, user_id, role, since)
                select $2, $9, 'owner', $5 from source where $9::text is not null),
            listed as (
                insert into user_project (user_id, project_id, since)
                select $9, $2, $5 from source where $9::text is not null)
            insert into project (id, active_version, title, settings, created_at, updated_at, seq)
            select $2, $3, coalesce($4, left(title, $7::int) || $8), settings, $5, $5, $6 from source
            returning id""";

    private static final String READ_PROJECT = "select %s from project where id = $1";

    /** Of epoch 0: that of a project before its first load. */
    private static final String EVENT = """
            insert into event (project_id, epoch, seq, at, actor, client, edit, group_id, changes)
            values ($1, 0, $2, $3, $4, $5, $2, $6, $7::text::json)""";

    private static final String ASSETS =
            "select id, octet_length(bytes) as length from asset where project_id = $1 order by id";

    private static final String COPY = """
            insert into asset (project_id, id, mime_type, bytes, created_at)
            select $2, id, mime_type, bytes, created_at from asset where project_id = $1 and id = any($3)""";

    private static final String COPY_PICTURE = """
            insert into picture (project_id, tag, mime_type, bytes, made_at)
            select $2, tag, mime_type, bytes, made_at from picture where project_id = $1""";

    /** The source is not deleted until the transaction ends; had it been before, images might be missing. */
    private static final String HOLD = "select from project where id = $1 for key share";

    private final Database database;
    private final String readProject;
    private final Function<Row, ProjectRecord> reader;
    private final Supplier<UUID> ids;
    private final InstantSource clock;

    /**
     * @param columns of {@code project} that {@code reader} reads
     * @param ids makes ids that nobody has
     */
    public PgForks(
            Database database,
            String columns,
            Function<Row, ProjectRecord> reader,
            Supplier<UUID> ids,
            InstantSource clock) {
        this.database = database;
        this.readProject = READ_PROJECT.formatted(columns);
        this.reader = reader;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Future<ProjectRecord> fork(UUID source, Fork fork) {
        UUID project = ids.get();
        OffsetDateTime at = Timestamps.of(clock.millis());
        return database.as(
                        fork.owner(),
                        connection -> insertProject(connection, source, project, fork, at)
                                .compose(_ -> insertEvents(connection, project, fork, at))
                                .compose(_ -> copyAssets(connection, source, project))
                                .compose(_ -> copyPicture(connection, source, project))
                                .compose(_ -> one(connection.preparedQuery(HOLD).execute(Tuple.of(source))))
                                .compose(_ -> readProject(connection, project)))
                .recover(PgForks::answered);
    }

    /** When all of it is there: a read after the commit could fail, and the copy be made twice. */
    private Future<ProjectRecord> readProject(SqlConnection connection, UUID project) {
        return one(connection.preparedQuery(readProject).execute(Tuple.of(project)))
                .map(reader);
    }

    private Future<Row> insertProject(
            SqlConnection connection, UUID source, UUID project, Fork fork, OffsetDateTime at) {
        Tuple values = Tuple.tuple()
                .addUUID(source)
                .addUUID(project)
                .addUUID(ids.get())
                .addString(fork.title().orElse(null))
                .addOffsetDateTime(at)
                .addLong((long) fork.events().size())
                .addInteger(TITLE - COPY_OF.length())
                .addString(COPY_OF)
                .addString(fork.owner().orElse(null));
        return one(connection.preparedQuery(PROJECT).execute(values));
    }

    private Future<Void> insertEvents(SqlConnection connection, UUID project, Fork fork, OffsetDateTime at) {
        UUID client = ids.get();
        String group = ids.get().toString();
        Iterator<Json> left = fork.events().iterator();
        long[] seq = {0};
        return Iteration.whileTrue(() -> {
            if (!left.hasNext()) {
                return Future.succeededFuture(false);
            }
            Tuple event = Tuple.of(project, ++seq[0], at, fork.by(), client, group)
                    .addString(left.next().toString());
            return connection.preparedQuery(EVENT).execute(event).map(true);
        });
    }

    /** Until somebody draws on the copy, and the app makes a picture of that. */
    private static Future<Void> copyPicture(SqlConnection connection, UUID source, UUID project) {
        return connection
                .preparedQuery(COPY_PICTURE)
                .execute(Tuple.of(source, project))
                .mapEmpty();
    }

    private static Future<Void> copyAssets(SqlConnection connection, UUID source, UUID project) {
        return connection.preparedQuery(ASSETS).execute(Tuple.of(source)).compose(rows -> {
            Iterator<List<String>> left = portions(rows).iterator();
            return Iteration.whileTrue(() -> {
                if (!left.hasNext()) {
                    return Future.succeededFuture(false);
                }
                String[] some = left.next().toArray(String[]::new);
                return connection
                        .preparedQuery(COPY)
                        .execute(Tuple.of(source, project).addArrayOfString(some))
                        .map(true);
            });
        });
    }

    private static List<List<String>> portions(RowSet<Row> assets) {
        List<List<String>> portions = new ArrayList<>();
        long bytes = ASSET_BYTES;
        for (Row asset : assets) {
            bytes += asset.getInteger("length");
            if (bytes > ASSET_BYTES) {
                portions.add(new ArrayList<>());
                bytes = asset.getInteger("length");
            }
            portions.getLast().add(asset.getString("id"));
        }
        return portions;
    }

    private static Future<Row> one(Future<RowSet<Row>> rows) {
        return rows.compose(found -> found.rowCount() == 1
                ? Future.succeededFuture(found.iterator().next())
                : Future.failedFuture(new VersionRefusal(Reason.NO_PROJECT)));
    }

    private static <T> Future<T> answered(Throwable failure) {
        return Future.failedFuture(
                failure instanceof VersionRefusal
                        ? failure
                        : Refusals.isOfRow(failure) ? new CatalogRefusal(failure) : new CatalogUnavailable(failure));
    }
}
