package dev.easel.server.ownership;

import dev.easel.protocol.Uuids;
import dev.easel.server.database.Database;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The table {@code instance}, over a connection that is held as long as this process lives: its session has the
 * advisory lock, and hears which projects were changed. For one event loop.
 */
public final class PgInstances implements Instances {
    /** Rows that are looked at, the newest first: far more instances than one database serves. */
    static final int MOST = 1_000;

    /** The channel on which it is told that rights have changed. */
    private static final String RIGHTS = "easel_access";

    /** Shared, since the connection before may still hold it when its end has not reached PostgreSQL. */
    private static final String LOCK = "select pg_advisory_lock_shared(hashtextextended($1, 0))";

    private static final String ENTER = """
            insert into instance (id, address, version, started_at, knows_horizon)
            values ($1, $2, $3, clock_timestamp(), true)
            on conflict (id) do nothing""";

    private static final String BEAT = """
            with beaten as (
                update instance set beat = greatest(beat, $3), leaving = $4 where id = $1 returning 1),
            held as materialized (
                select (classid::bigint << 32) | objid::bigint as key from pg_locks
                 where locktype = 'advisory' and objsubid = 1 and granted
                   and database = (select oid from pg_database where datname = current_database()))
            select id, address, beat, leaving, hashtextextended(id, 0) in (select key from held) as locked,
                   version, (extract(epoch from started_at) * 1000)::bigint as started,
                   (select count(*) from beaten) as beaten
              from instance order by started_at desc, id limit $2""";

    private static final String ONLY_ONE = "delete from instance where id <> $1";
    private static final String REMOVE = "delete from instance where id = $1 and beat = $2";
    private static final String LEAVE = "delete from instance where id = $1";

    private final Vertx vertx;
    private final PrimarySearch primary;
    private final OwnershipSettings settings;
    private final Self self;
    private final Rights rights;

    /**
     * Beats so far. This process counts them and not the row: a failover may lose the last ones, and a number that came
     * again would pass for a beat that stands still.
     */
    private long beats;

    /** Hears what is told of people's rights. May be told on any thread. */
    public interface Rights {
        /** Those of somebody in a project have changed. */
        void changed(UUID project);

        /** Nothing was heard for a while. */
        void missed();
    }

    /** How this instance enters the table. */
    public record Self(String id, URI address, String version) {}

    /** @param rights is told what is heard of them */
    public PgInstances(Vertx vertx, PrimarySearch primary, OwnershipSettings settings, Self self, Rights rights) {
        this.vertx = vertx;
        this.primary = primary;
        this.settings = settings;
        this.self = self;
        this.rights = rights;
    }

    @Override
    public Future<Connected> connect(Consumer<UUID> told) {
        int ms = Math.toIntExact(settings.leaseMs());
        Database database = Database.open(vertx, primary, 1, Waits.ofALease(ms));
        return database.held()
                .compose(connection -> connected(new Session(database, PgConnection.cast(connection)), told))
                .onFailure(_ -> database.close());
    }

    private Future<Connected> connected(Session it, Consumer<UUID> told) {
        // Anybody may notify, and what a handler throws would end the connection.
        it.connection.notificationHandler(news ->
                Uuids.parse(news.getPayload()).ifPresent(news.getChannel().equals(RIGHTS) ? rights::changed : told));
        return it.connection
                .query("set synchronous_commit = off; listen easel_project; listen " + RIGHTS)
                .execute()
                .onSuccess(_ -> rights.missed())
                .compose(_ -> it.ask(LOCK, Tuple.of(self.id())))
                .compose(_ -> settings.isShared()
                        ? Future.succeededFuture()
                        : it.ask(ONLY_ONE, Tuple.of(self.id())).mapEmpty())
                .compose(_ -> it.enter())
                .map(it);
    }

    private final class Session implements Connected {
        private final Database database;
        private final PgConnection connection;

        Session(Database database, PgConnection connection) {
            this.database = database;
            this.connection = connection;
        }

        @Override
        public Future<List<Sighting>> beat(boolean isLeaving) {
            return ask(BEAT, Tuple.of(self.id(), MOST, ++beats, isLeaving)).compose(rows -> {
                List<Sighting> all = rows.stream().map(PgInstances::sighting).toList();
                boolean isBeaten = rows.size() > 0 && rows.iterator().next().getLong("beaten") == 1;
                // Somebody has taken this one for dead long ago, and removed its row.
                return isBeaten ? Future.succeededFuture(all) : enter().map(all);
            });
        }

        Future<Void> enter() {
            return ask(ENTER, Tuple.of(self.id(), self.address().toString(), self.version()))
                    .mapEmpty();
        }

        @Override
        public Future<Void> remove(Sighting dead) {
            return ask(REMOVE, Tuple.of(dead.id(), dead.beat())).mapEmpty();
        }

        @Override
        public Future<Void> leave() {
            return ask(LEAVE, Tuple.of(self.id())).mapEmpty();
        }

        Future<RowSet<Row>> ask(String sql, Tuple values) {
            return connection.preparedQuery(sql).execute(values);
        }

        @Override
        public Future<Void> close() {
            return database.close();
        }
    }

    private static Sighting sighting(Row row) {
        return new Sighting(
                row.getString("id"),
                URI.create(row.getString("address")),
                row.getLong("beat"),
                row.getBoolean("locked"),
                row.getBoolean("leaving"),
                row.getString("version"),
                row.getLong("started"));
    }
}
