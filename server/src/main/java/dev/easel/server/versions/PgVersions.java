package dev.easel.server.versions;

import dev.easel.server.catalog.CatalogRefusal;
import dev.easel.server.catalog.CatalogUnavailable;
import dev.easel.server.catalog.Position;
import dev.easel.server.database.Database;
import dev.easel.server.database.Refusals;
import dev.easel.server.database.Timestamps;
import dev.easel.server.horizon.FoldedAway;
import dev.easel.server.versions.Version.Kind;
import dev.easel.server.versions.VersionRefusal.Reason;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The versions in PostgreSQL. Each change locks the row of the project first, as saves do last: so the active version
 * and its head are always those of one moment. May be used from any thread.
 */
public final class PgVersions implements VersionStore {
    private static final String LIST = VersionRows.VERSION + " order by v.created_at desc, v.id desc limit $2";

    private static final String LIST_AFTER =
            VersionRows.VERSION + " and (v.created_at, v.id) < ($3, $4) order by v.created_at desc, v.id desc limit $2";

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
        return new Page(shown.stream().map(VersionRows::version).toList(), next);
    }

    @Override
    public Future<Version> find(UUID project, UUID version) {
        return answered(database.connection(connection -> VersionRows.find(connection, project, version)));
    }

    @Override
    public Future<Version> save(UUID project, Label label) {
        UUID version = ids.get();
        return locked(
                project,
                rows -> rows.notTooMany()
                        .compose(_ ->
                                rows.keep(rows.active())) // one that a switch has left on the way, too: work is in it
                        .compose(_ -> rows.goOnIn(version, Kind.MANUAL, now(), label))
                        .compose(_ -> rows.find(version)));
    }

    @Override
    public Future<Version> name(UUID project, long seq, Label label) {
        UUID version = ids.get();
        return locked(
                project,
                rows -> seq > rows.durable()
                        ? refused(Reason.AHEAD)
                        : rows.checkKept(seq)
                                .compose(_ -> rows.notTooMany())
                                .compose(_ -> rows.add(version, Kind.MANUAL, seq, now(), label))
                                .compose(_ -> rows.find(version)));
    }

    @Override
    public Future<Void> mark(UUID project, long epoch, long seq, Optional<String> by) {
        return locked(project, rows -> {
            if (rows.epoch() != epoch || seq > rows.durable()) {
                return refused(Reason.OVERTAKEN);
            }
            return rows.isNoted(seq)
                    .compose(isNoted -> isNoted
                            ? Future.succeededFuture()
                            : rows.add(ids.get(), Kind.AUTO, seq, now(), new Label(Optional.empty(), by))
                                    .compose(_ -> rows.thin(rows.active())));
        });
    }

    @Override
    public Future<Version> rename(UUID project, UUID version, String name) {
        return locked(
                project,
                rows -> rows.countIn(version)
                        .compose(_ -> rows.beginAtHorizon(version))
                        .compose(_ -> rows.rename(version, name))
                        .compose(_ -> rows.find(version)));
    }

    @Override
    public Future<Void> delete(UUID project, UUID version) {
        return locked(
                project,
                rows -> rows.active().equals(version)
                        ? refused(Reason.ACTIVE)
                        : rows.delete(version)
                                .compose(isDeleted ->
                                        isDeleted ? Future.succeededFuture() : refused(Reason.NO_VERSION)));
    }

    @Override
    public Future<Left> leave(UUID project, Departure it) {
        UUID interim = ids.get();
        Label label = new Label(Optional.empty(), it.by());
        return locked(
                project,
                rows -> rows.epoch() != it.epoch() || rows.saved() < it.seq()
                        ? refused(Reason.OVERTAKEN)
                        : rows.countIn(it.to())
                                .compose(_ -> rows.keep(it.to()))
                                .compose(isThere -> isThere
                                        ? rows.goOnIn(interim, Kind.AUTO, now(), label)
                                        : refused(Reason.NO_VERSION))
                                .compose(_ -> rows.thin(interim))
                                .map(new Left(rows.active(), rows.saved(), interim)));
    }

    @Override
    public Future<Void> activate(UUID project, Switch it) {
        return locked(
                project,
                rows -> rows.epoch() != it.epoch() || !rows.active().equals(it.interim())
                        ? refused(Reason.OVERTAKEN)
                        : rows.end(it.to(), rows.saved())
                                .compose(isThere -> isThere ? rows.activate(it.to()) : refused(Reason.NO_VERSION))
                                .compose(_ -> rows.beginAgain(it.to()))
                                .compose(_ -> rows.end(it.from(), it.fromHead()))
                                .compose(_ -> rows.delete(it.interim()))
                                .mapEmpty());
    }

    private OffsetDateTime now() {
        return Timestamps.of(clock.millis());
    }

    private Future<Void> exists(UUID project) {
        return database.connection(connection -> VersionRows.exists(connection, project));
    }

    /** Does the work in a transaction that holds the row of the project. */
    private <T> Future<T> locked(UUID project, Function<VersionRows, Future<T>> work) {
        return answered(database.transaction(
                "begin", connection -> VersionRows.lock(connection, project).compose(work)));
    }

    private static <T> Future<T> refused(Reason reason) {
        return Future.failedFuture(new VersionRefusal(reason));
    }

    private static <T> Future<T> answered(Future<T> answer) {
        return answer.recover(failure -> Future.failedFuture(
                failure instanceof VersionRefusal || failure instanceof FoldedAway
                        ? failure
                        : Refusals.isOfRow(failure) ? new CatalogRefusal(failure) : new CatalogUnavailable(failure)));
    }
}
