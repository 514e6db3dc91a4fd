package dev.easel.server.versions;

import dev.easel.server.database.Timestamps;
import dev.easel.server.horizon.Horizon;
import dev.easel.server.versions.Version.Kind;
import dev.easel.server.versions.VersionRefusal.Reason;
import dev.easel.server.versions.VersionStore.Label;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of one project's versions, in a transaction that holds the row of the project. Used within it. */
final class VersionRows {
    /** The columns that {@link #version} reads; {@code $1} is the project. */
    static final String VERSION = """
            select v.id, v.name, v.kind, v.created_at, v.created_by, v.base_seq, v.id = p.active_version as is_active,
                   case when v.id = p.active_version then greatest(v.head_seq, p.seq) else v.head_seq end as head_seq
              from version v join project p on p.id = v.project_id
             where v.project_id = $1""";

    private static final String FIND = VERSION + " and v.id = $2";

    private static final String EXISTS = "select from project where id = $1";

    private static final String LOCK =
            "select epoch, seq, checkpoint_seq, active_version from project where id = $1 for no key update";

    /** The active one counts in any case: it may be one that a switch has left on the way. */
    private static final String COUNT = """
            select count(*)::int from version
             where project_id = $1 and (kind = 'manual' or name is not null or id = $2)""";

    private static final String IS_LOOSE = """
            select from version
             where project_id = $1 and id = $2 and kind = 'auto' and name is null and id <> $3""";

    /** The order of creation is also that of the times. */
    private static final String ADD = """
            insert into version (project_id, id, name, kind, created_at, created_by, base_seq, head_seq)
            values ($1, $2, $3, $4, greatest($5, (select max(created_at) + interval '1 microsecond'
                                                    from version where project_id = $1)), $6, $7, $7)""";

    private static final String HEAD = "update version set head_seq = $3 where project_id = $1 and id = $2";

    private static final String KEEP = "update version set kind = 'manual' where project_id = $1 and id = $2";

    /** Of one that began before the horizon; one that began with the empty canvas still does. */
    private static final String BEGIN = """
            update version set base_seq = $3
             where project_id = $1 and id = $2 and base_seq > 0 and base_seq < %s""".formatted(Horizon.SEQ);

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

    private final SqlConnection connection;
    private final UUID project;
    private final Row row;

    private VersionRows(SqlConnection connection, UUID project, Row row) {
        this.connection = connection;
        this.project = project;
        this.row = row;
    }

    static Future<VersionRows> lock(SqlConnection connection, UUID project) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(project))
                .compose(rows -> rows.size() == 0
                        ? refused(Reason.NO_PROJECT)
                        : Future.succeededFuture(new VersionRows(
                                connection, project, rows.iterator().next())));
    }

    // ---- the project, as it was when it was locked

    long epoch() {
        return row.getLong("epoch");
    }

    /** The seq of the last durable event. */
    long durable() {
        return row.getLong("seq");
    }

    /** The seq up to which the object rows are. */
    long saved() {
        return row.getLong("checkpoint_seq");
    }

    UUID active() {
        return row.getUUID("active_version");
    }

    // ---- its versions

    Future<Void> add(UUID version, Kind kind, long seq, OffsetDateTime at, Label label) {
        return run(
                        ADD,
                        project,
                        version,
                        label.name().orElse(null),
                        kind.name().toLowerCase(Locale.ROOT),
                        at,
                        label.by().orElse(null),
                        seq)
                .mapEmpty();
    }

    /** The active version ends where the object rows are; a new one begins there, and is active. */
    Future<Void> goOnIn(UUID version, Kind kind, OffsetDateTime at, Label label) {
        return end(active(), saved())
                .compose(_ -> add(version, kind, saved(), at, label))
                .compose(_ -> activate(version));
    }

    /** It begins where the object rows are, if what it began with is before the horizon. */
    Future<Void> beginAgain(UUID version) {
        return run(BEGIN, project, version, saved()).mapEmpty();
    }

    /** Where it is active, it begins at the horizon, if what it began with is before that. */
    Future<Void> beginAtHorizon(UUID version) {
        return active().equals(version)
                ? Horizon.of(connection, project)
                        .compose(horizon -> run(BEGIN, project, version, horizon.seq()))
                        .mapEmpty()
                : Future.succeededFuture();
    }

    /** Whether there is such a version. */
    Future<Boolean> end(UUID version, long head) {
        return run(HEAD, project, version, head).map(ended -> ended == 1);
    }

    Future<Void> activate(UUID version) {
        return run(ACTIVE, project, version).mapEmpty();
    }

    /** It is of kind manual from here on: somebody has asked for it. Whether there is such a version. */
    Future<Boolean> keep(UUID version) {
        return run(KEEP, project, version).map(kept -> kept == 1);
    }

    Future<Void> rename(UUID version, String name) {
        return run(RENAME, project, version, name).mapEmpty();
    }

    /** Whether there was such a version. */
    Future<Boolean> delete(UUID version) {
        return run(DELETE, project, version).map(deleted -> deleted == 1);
    }

    /** Fails where it is before the horizon: which does not move while the project is locked. */
    Future<Void> checkKept(long seq) {
        return Horizon.of(connection, project).compose(horizon -> horizon.reaches(seq));
    }

    /** Whether a version that is not active ends there. */
    Future<Boolean> isNoted(long seq) {
        return connection
                .preparedQuery(IS_NOTED)
                .execute(Tuple.of(project, seq, active()))
                .map(noted -> noted.size() > 0);
    }

    /** Deletes the oldest that nobody has asked for or named, where there are too many, but not the active one. */
    Future<Void> thin(UUID active) {
        return run(THIN, project, active, VersionStore.MOST_AUTO - 1).mapEmpty();
    }

    /** Fails where one more that is asked for or named would be too many. */
    Future<Void> notTooMany() {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(project, active()))
                .compose(rows -> rows.iterator().next().getInteger(0) < VersionStore.MOST
                        ? Future.succeededFuture()
                        : refused(Reason.TOO_MANY));
    }

    /** Fails where this version is to be asked for or named from here on, and would be one too many. */
    Future<Void> countIn(UUID version) {
        return connection
                .preparedQuery(IS_LOOSE)
                .execute(Tuple.of(project, version, active()))
                .compose(loose -> loose.size() > 0 ? notTooMany() : Future.succeededFuture());
    }

    Future<Version> find(UUID version) {
        return find(connection, project, version);
    }

    // ---- without the lock

    static Future<Version> find(SqlConnection connection, UUID project, UUID version) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(project, version))
                .compose(rows -> rows.size() == 1
                        ? Future.succeededFuture(version(rows.iterator().next()))
                        : exists(connection, project).compose(_ -> refused(Reason.NO_VERSION)));
    }

    /** Fails where there is no such project. */
    static Future<Void> exists(SqlConnection connection, UUID project) {
        return connection
                .preparedQuery(EXISTS)
                .execute(Tuple.of(project))
                .compose(found -> found.size() == 0 ? refused(Reason.NO_PROJECT) : Future.succeededFuture());
    }

    static Version version(Row row) {
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

    /** How many rows it has changed. */
    private Future<Integer> run(String sql, @Nullable Object... values) {
        return connection.preparedQuery(sql).execute(Tuple.from(values)).map(RowSet::rowCount);
    }

    private static <T> Future<T> refused(Reason reason) {
        return Future.failedFuture(new VersionRefusal(reason));
    }
}
