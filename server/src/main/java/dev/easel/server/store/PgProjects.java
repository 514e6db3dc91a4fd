package dev.easel.server.store;

import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.catalog.CatalogRefusal;
import dev.easel.server.catalog.CatalogUnavailable;
import dev.easel.server.catalog.Position;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Trash;
import dev.easel.server.database.Database;
import dev.easel.server.database.Refusals;
import dev.easel.server.database.Timestamps;
import dev.easel.server.members.ListedProjects;
import dev.easel.server.trash.PgTrash;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** The catalog of projects in PostgreSQL. May be used from any thread. */
public final class PgProjects implements Projects {
    private static final String TITLES = "select id, title from project where id = any($1)";

    private static final String CREATE = """
            with first as (
                insert into version (project_id, id, kind, created_at, base_seq, head_seq)
                values ($1, $2, 'manual', $5, 0, 0)),
            owner as (
                insert into member (project_id, user_id, role, since)
                select $1, $6, 'owner', $5 where $6::text is not null),
            listed as (
                insert into user_project (user_id, project_id, since)
                select $6, $1, $5 where $6::text is not null)
            insert into project (id, active_version, title, settings, created_at, updated_at)
            values ($1, $2, $3, $4::text::jsonb, $5, $5)
            returning\s""" + ProjectRows.COLUMNS;

    private static final String LIST =
            "select " + ProjectRows.COLUMNS + " from project order by %1$s desc, id desc limit $1";

    private static final String LIST_AFTER = "select " + ProjectRows.COLUMNS
            + " from project where (%1$s, id) < ($2, $3)"
            + " order by %1$s desc, id desc limit $1";

    private static final String FIND = "select " + ProjectRows.COLUMNS + " from project where id = $1";

    private static final String CHANGE = """
            update project
               set title = coalesce($2, title), settings = coalesce($3::text::jsonb, settings),
                   updated_at = greatest(updated_at, $4)
             where id = $1
            returning\s""" + ProjectRows.COLUMNS;

    private static final String SETTINGS = "select id, settings::text as settings from project where id = $1";

    /** Compared as text: exactly what was read. */
    private static final String REPLACE_SETTINGS = """
            update project
               set settings = $3::text::jsonb, updated_at = greatest(updated_at, $4)
             where id = $1 and settings::text = $2
            returning\s""" + ProjectRows.COLUMNS;

    /** How often settings are looked at again because others have changed them meanwhile. */
    private static final int MOST_TRIES = 50;

    /** A trigger notes the deletion: what is left in other tables is removed later. */
    private static final String DELETE = """
            with there as (delete from project where id = $1 returning 1),
            trashed as (delete from trashed_project where id = $1 returning 1)
            select 1 from there union all select 1 from trashed""";

    private static final String SAVED_SEQ = "select checkpoint_seq from project where id = $1";

    private static final String SET_ASIDE = "select count(*)::int from object_set_aside where project_id = $1";

    private final Database database;
    private final ObjectRows objects;
    private final ListedProjects listed;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final Runnable deleted;

    /**
     * @param unreadable is told how many rows could not be read and were left out
     * @param ids makes the ids of projects and versions
     * @param deleted is run when a project was deleted, and its rows are left to be removed
     */
    public PgProjects(
            Database database, IntConsumer unreadable, Supplier<UUID> ids, InstantSource clock, Runnable deleted) {
        this.database = database;
        listed = new ListedProjects(database, ProjectRows.COLUMNS, ProjectRows::project);
        this.objects = new ObjectRows(database, unreadable);
        this.ids = ids;
        this.clock = clock;
        this.deleted = deleted;
    }

    @Override
    public Future<ProjectRecord> create(String title, Json settings, Optional<String> owner) {
        Tuple values = Tuple.of(ids.get(), ids.get(), title, settings.toString(), now(), owner.orElse(null));
        return available(database.as(
                        owner, connection -> connection.preparedQuery(CREATE).execute(values))
                .map(rows -> ProjectRows.project(rows.iterator().next())));
    }

    /** The titles of those of the projects that are there. */
    public Future<Map<UUID, String>> titles(Collection<UUID> projects) {
        return database.query(TITLES, Tuple.of(projects.toArray(UUID[]::new))).map(rows -> {
            Map<UUID, String> titles = new HashMap<>();
            rows.forEach(row -> titles.put(row.getUUID("id"), row.getString("title")));
            return titles;
        });
    }

    @Override
    public Future<Page> list(Order order, int limit, Optional<Position> after) {
        String column = column(order);
        int asked = limit + 1; // one more tells whether there is a next page
        return available(after.map(last -> database.query(
                        LIST_AFTER.formatted(column), Tuple.of(asked, Timestamps.ofMicros(last.at()), last.project())))
                .orElseGet(() -> database.query(LIST.formatted(column), Tuple.of(asked)))
                .map(rows -> page(rows.stream().toList(), limit, column)));
    }

    @Override
    public Future<ListedPage> listOf(String user, Whose whose, Order order, int limit, Optional<Position> after) {
        return available(listed.list(user, whose, column(order), limit, after, now()));
    }

    private static Page page(List<Row> rows, int limit, String column) {
        List<Row> shown = rows.subList(0, Math.min(limit, rows.size()));
        Optional<Position> next = rows.size() > limit
                ? Optional.of(shown.getLast())
                        .map(last -> new Position(Timestamps.micros(last, column), last.getUUID("id")))
                : Optional.empty();
        return new Page(shown.stream().map(ProjectRows::project).toList(), next);
    }

    @Override
    public Future<Optional<ProjectRecord>> find(UUID project) {
        return available(database.query(FIND, Tuple.of(project)).map(PgProjects::first));
    }

    @Override
    public Future<Optional<ProjectRecord>> change(UUID project, Optional<String> title, Optional<Json> settings) {
        Tuple values = Tuple.of(
                project, title.orElse(null), settings.map(Json::toString).orElse(null), now());
        return available(database.query(CHANGE, values).map(PgProjects::first));
    }

    @Override
    public Future<Optional<ProjectRecord>> changeSettings(UUID project, Function<Json, Optional<Json>> change) {
        return changeSettings(project, change, MOST_TRIES);
    }

    private Future<Optional<ProjectRecord>> changeSettings(
            UUID project, Function<Json, Optional<Json>> change, int tries) {
        if (tries == 0) {
            return Future.failedFuture(
                    new CatalogUnavailable(new IllegalStateException("the settings are changed all the time")));
        }
        return available(database.query(SETTINGS, Tuple.of(project))).compose(rows -> {
            if (rows.size() == 0) {
                return Future.succeededFuture(Optional.empty());
            }
            Row row = rows.iterator().next();
            Optional<Json> settings = change.apply(ProjectRows.changeableSettings(row));
            if (settings.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            Tuple values =
                    Tuple.of(project, row.getString("settings"), settings.get().toString(), now());
            return available(database.query(REPLACE_SETTINGS, values).map(PgProjects::first))
                    .compose(changed -> changed.isPresent()
                            ? Future.succeededFuture(changed)
                            : changeSettings(project, change, tries - 1));
        });
    }

    @Override
    public Future<Boolean> delete(UUID project, Optional<String> by) {
        return available(database.as(
                                by,
                                connection -> connection.preparedQuery(DELETE).execute(Tuple.of(project)))
                        .map(rows -> rows.size() == 1))
                .onSuccess(existed -> {
                    if (existed) {
                        deleted.run();
                    }
                });
    }

    @Override
    public Trash trash(int days) {
        return new PgTrash(database, this, days);
    }

    @Override
    public Future<Integer> setAside(UUID project) {
        return available(database.query(SET_ASIDE, Tuple.of(project))
                .map(rows -> rows.iterator().next().getInteger(0)));
    }

    @Override
    public Future<Optional<SavedObjects>> savedObjects(UUID project) {
        return available(saved(project, connection -> objects.all(connection, project)));
    }

    @Override
    public Future<Optional<SavedObjects>> savedObject(UUID project, String id) {
        return available(saved(project, connection -> objects.one(connection, project, id)));
    }

    private Future<Optional<SavedObjects>> saved(
            UUID project, Function<SqlConnection, Future<List<CanvasObject>>> read) {
        return database.transaction(
                ProjectRead.BEGIN,
                connection -> connection
                        .preparedQuery(SAVED_SEQ)
                        .execute(Tuple.of(project))
                        .compose(rows -> rows.size() == 0
                                ? Future.succeededFuture(Optional.empty())
                                : read.apply(connection)
                                        .map(all -> Optional.of(new SavedObjects(
                                                rows.iterator().next().getLong(0), all)))));
    }

    @Override
    public Future<Boolean> putAssets(UUID project, List<Asset> assets) {
        return available(AssetRows.put(database, project, assets));
    }

    @Override
    public Future<AssetPut> putAsset(UUID project, Asset asset) {
        return available(AssetRows.put(database, project, asset));
    }

    @Override
    public Future<List<StoredAsset>> assets(UUID project) {
        return available(AssetRows.all(database, project));
    }

    @Override
    public Future<Optional<StoredAsset>> asset(UUID project, String id) {
        return available(AssetRows.one(database, project, id));
    }

    @Override
    public Future<byte[]> assetBytes(UUID project, String id, int from, int length) {
        return available(AssetRows.part(database, project, id, from, length));
    }

    @Override
    public Future<Boolean> putPicture(UUID project, Picture picture) {
        return available(AssetRows.putPicture(database, project, picture));
    }

    @Override
    public Future<Optional<Picture>> picture(UUID project) {
        return available(AssetRows.picture(database, project));
    }

    private static <T> Future<T> available(Future<T> answer) {
        return answer.recover(failure -> Future.failedFuture(
                Refusals.isOfRow(failure) ? new CatalogRefusal(failure) : new CatalogUnavailable(failure)));
    }

    /** There is no index on {@code updated_at}, which each save would have to write: the list by it sorts all rows. */
    private static String column(Order order) {
        return switch (order) {
            case CREATED -> "created_at";
            case UPDATED -> "updated_at";
        };
    }

    private OffsetDateTime now() {
        return Timestamps.of(clock.millis());
    }

    private static Optional<ProjectRecord> first(RowSet<Row> rows) {
        return rows.stream().map(ProjectRows::project).findFirst();
    }
}
