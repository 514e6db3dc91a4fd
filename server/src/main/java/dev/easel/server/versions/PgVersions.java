package dev.easel.server.versions;

import dev.easel.server.catalog.CatalogRefusal;
import dev.easel.server.catalog.CatalogUnavailable;
import dev.easel.server.catalog.Position;
import dev.easel.server.database.Database;
import dev.easel.server.database.Refusals;
import dev.easel.server.database.Timestamps;
import dev.easel.server.versions.Version.Kind;
import dev.easel.server.versions.VersionRefusal.Reason;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The versions in PostgreSQL. Each change locks the row of the project first, as saves do last: so the active version
 * and its head are always those of one moment. May be used from any thread.
 */
public final class PgVersions implements VersionStore {
    private static final String VERSION = """
            select v.id, v.name, v.kind, v.created_at, v.created_by, v.base_seq, v.id = p.active_version as is_active,
                   case when v.id = p.active_version then greatest(v.head_seq, p.seq) else v.head_seq end as head_seq
              from version v join project p on p.id = v.project_id
             where v.project_id = $1""";

    private static final String LIST = VERSION + " order by v.created_at desc, v.id desc limit $2";

    private static final String LIST_AFTER =
            VERSION + " and (v.created_at, v.id) < ($3, $4) order by v.created_at desc, v.id desc limit $2";

    private static final String FIND = VERSION + " and v.id = $2";

    private static final String EXISTS = "select from project where id = $1";

    private static final String LOCK =
            "select epoch, seq, checkpoint_seq, active_version from project where id = $1 for no key update";

    private static final String COUNT =
            "select count(*)::int from version where project_id = $1 and (kind = 'manual' or name is not null)";

    /** The order of creation is also that of the times. */
    private static final String ADD = """
            insert into version (project_id, id, name, kind, created_at, created_by, base_seq, head_seq)
            values ($1, $2, $3, $4, greatest($5, (select max(created_at) + interval '1 microsecond'
                                                    from version where project_id = $1)), $6, $7, $7)""";

    private static final String HEAD = "update version set head_seq = $3 where project_id = $1 and id = $2";

    private static final String ACTIVE = "update project set active_version = $2 where id = $1";

    private static final String RENAME = "update version set name = $3 where project_id = $1 and id = $2";

    private static final String DELETE = "delete from version where project_id = $1 and id = $2";

    private static final String IS_NOTED = """
            select from version
             where project_id = $1 and head_seq = $2 and id <> $3 limit 1""";

    private static final String THIN = """
            delete from version
             where project_id = $1 and kind = 'auto' and name is null and id <> $2
               and (created_at, id) < (
                   select created_at, id from version where project_id = $1 and kind = 'auto' and name is null
                    order by created_at desc, id desc offset $3 limit 1)""";

    private final Database database;
    private final Supplier<UUID> ids;
    private final InstantSource clock;

    /** @param ids makes the ids of versions */
    public PgVersions(Database database, Supplier<UUID> ids, InstantSource clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Future<Page> list(UUID project, int limit, Optional<Position> after) {
        int asked = limit + 1; // one more tells whether there is a next page
        Future<RowSet<Row>> rows = after.map(last -> database.query(
                        LIST_AFTER, Tuple.of(project, asked, Timestamps.ofMicros(last.at()), last.project())))
                .orElseGet(() -> database.query(LIST, Tuple.of(project, asked)));
        return answered(rows.compose(found -> found.size() > 0
                ? Future.succeededFuture(page(found.stream().toList(), limit))
                : exists(project).map(_ -> new Page(List.of(), Optional.empty()))));
    }

    private static Page page(List<Row> rows, int limit) {
        List<Row> shown = rows.subList(0, Math.min(limit, rows.size()));
        Optional<Position> next = rows.size() > limit
                ? Optional.of(new Position(
                        Timestamps.micros(shown.getLast(), "created_at"),
                        shown.getLast().getUUID("id")))
                : Optional.empty();
        return new Page(shown.stream().map(PgVersions::version).toList(), next);
    }

    @Override
    public Future<Version> find(UUID project, UUID version) {
        return answered(database.connection(connection -> find(connection, project, version)));
    }

    @Override
    public Future<Version> save(UUID project, Label label) {
        UUID version = ids.get();
        return locked(
                project,
                (connection, row) -> notTooMany(connection, project)
                        .compose(_ -> run(connection, HEAD, project, row.getUUID("active_version"), saved(row)))
                        .compose(_ -> add(connection, project, version, Kind.MANUAL, saved(row), label))
                        .compose(_ -> run(connection, ACTIVE, project, version))
                        .compose(_ -> find(connection, project, version)));
    }

    private static long saved(Row project) {
        return project.getLong("checkpoint_seq");
    }

    @Override
    public Future<Version> name(UUID project, long seq, Label label) {
        UUID version = ids.get();
        return locked(
                project,
                (connection, row) -> seq > row.getLong("seq")
                        ? refused(Reason.AHEAD)
                        : notTooMany(connection, project)
                                .compose(_ -> add(connection, project, version, Kind.MANUAL, seq, label))
                                .compose(_ -> find(connection, project, version)));
    }

    @Override
    public Future<Optional<UUID>> mark(UUID project, long epoch, long seq, Optional<String> by) {
        UUID version = ids.get();
        return locked(project, (connection, row) -> {
            if (row.getLong("epoch") != epoch || seq > row.getLong("seq")) {
                return refused(Reason.OVERTAKEN);
            }
            Tuple at = Tuple.of(project, seq, row.getUUID("active_version"));
            return connection
                    .preparedQuery(IS_NOTED)
                    .execute(at)
                    .compose(noted -> noted.size() > 0
                            ? Future.succeededFuture(Optional.<UUID>empty())
                            : add(connection, project, version, Kind.AUTO, seq, new Label(Optional.empty(), by))
                                    .compose(_ -> run(
                                            connection, THIN, project, row.getUUID("active_version"), MOST_AUTO - 1))
                                    .map(Optional.of(version)));
        });
    }

    @Override
    public Future<Version> rename(UUID project, UUID version, String name) {
        return locked(
                project,
                (connection, _) -> run(connection, RENAME, project, version, name)
                        .compose(_ -> find(connection, project, version)));
    }

    @Override
    public Future<Void> delete(UUID project, UUID version) {
        return locked(
                project,
                (connection, row) -> row.getUUID("active_version").equals(version)
                        ? refused(Reason.ACTIVE)
                        : run(connection, DELETE, project, version)
                                .compose(deleted ->
                                        deleted == 1 ? Future.succeededFuture() : refused(Reason.NO_VERSION)));
    }

    @Override
    public Future<UUID> leave(UUID project, Departure it) {
        UUID interim = ids.get();
        Label label = new Label(Optional.empty(), it.by());
        return locked(
                project,
                (connection, row) -> isOvertaken(row, it.epoch(), it.from(), it.head())
                        ? refused(Reason.OVERTAKEN)
                        : run(connection, HEAD, project, it.from(), it.head())
                                .compose(_ -> add(connection, project, interim, Kind.AUTO, it.head(), label))
                                .compose(_ -> run(connection, HEAD, project, interim, saved(row)))
                                .compose(_ -> run(connection, ACTIVE, project, interim))
                                .map(interim));
    }

    @Override
    public Future<Void> activate(UUID project, Switch to) {
        return locked(project, (connection, row) -> {
            if (isOvertaken(row, to.epoch(), to.from(), to.fromHead())) {
                return refused(Reason.OVERTAKEN);
            }
            return run(connection, HEAD, project, to.to(), saved(row))
                    .compose(found -> found == 1 ? Future.succeededFuture() : refused(Reason.NO_VERSION))
                    .compose(_ -> run(connection, ACTIVE, project, to.to()))
                    .compose(_ -> to.isInterim()
                            ? run(connection, DELETE, project, to.from())
                            : run(connection, HEAD, project, to.from(), to.fromHead()))
                    .mapEmpty();
        });
    }

    private static boolean isOvertaken(Row project, long epoch, UUID active, long head) {
        return project.getLong("epoch") != epoch
                || !project.getUUID("active_version").equals(active)
                || saved(project) < head;
    }

    // ---- statements

    private Future<Integer> add(
            SqlConnection connection, UUID project, UUID version, Kind kind, long seq, Label label) {
        return run(
                connection,
                ADD,
                project,
                version,
                label.name().orElse(null),
                kind.name().toLowerCase(Locale.ROOT),
                Timestamps.of(clock.millis()),
                label.by().orElse(null),
                seq);
    }

    private Future<Void> notTooMany(SqlConnection connection, UUID project) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(project))
                .compose(rows -> rows.iterator().next().getInteger(0) < MOST
                        ? Future.succeededFuture()
                        : refused(Reason.TOO_MANY));
    }

    private static Future<Version> find(SqlConnection connection, UUID project, UUID version) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(project, version))
                .compose(rows -> rows.size() == 1
                        ? Future.succeededFuture(version(rows.iterator().next()))
                        : connection
                                .preparedQuery(EXISTS)
                                .execute(Tuple.of(project))
                                .compose(found -> refused(found.size() == 0 ? Reason.NO_PROJECT : Reason.NO_VERSION)));
    }

    private Future<Void> exists(UUID project) {
        return database.query(EXISTS, Tuple.of(project))
                .compose(rows -> rows.size() == 0 ? refused(Reason.NO_PROJECT) : Future.succeededFuture());
    }

    /** Does the work in a transaction that holds the row of the project. */
    private <T> Future<T> locked(UUID project, BiFunction<SqlConnection, Row, Future<T>> work) {
        return answered(database.transaction(
                "begin",
                connection -> connection
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(project))
                        .compose(rows -> rows.size() == 0
                                ? refused(Reason.NO_PROJECT)
                                : work.apply(connection, rows.iterator().next()))));
    }

    /** How many rows it has changed. */
    private static Future<Integer> run(SqlConnection connection, String sql, @Nullable Object... values) {
        return connection.preparedQuery(sql).execute(Tuple.from(values)).map(RowSet::rowCount);
    }

    private static <T> Future<T> refused(Reason reason) {
        return Future.failedFuture(new VersionRefusal(reason));
    }

    private static <T> Future<T> answered(Future<T> answer) {
        return answer.recover(failure -> Future.failedFuture(
                failure instanceof VersionRefusal
                        ? failure
                        : Refusals.isOfRow(failure) ? new CatalogRefusal(failure) : new CatalogUnavailable(failure)));
    }

    private static Version version(Row row) {
        return new Version(
                row.getUUID("id"),
                Optional.ofNullable(row.getString("name")),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                Timestamps.millis(row, "created_at"),
                Optional.ofNullable(row.getString("created_by")),
                row.getLong("base_seq"),
                row.getLong("head_seq"),
                row.getBoolean("is_active"));
    }
}
