package dev.easel.server.ownership;

import dev.easel.server.database.Database;
import dev.easel.server.loop.SharedQuery;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;

/** The column of {@code project} that names its owner. */
public final class PgOwners implements ProjectOwners {
    private static final String FIND = "select epoch, instance from project where id = $1";

    /** What nobody owns, or this instance did: at once, whatever the epoch. */
    private static final String TAKE = """
            update project set epoch = greatest(epoch + 1, $2), instance = $3
             where id = $1 and (instance is null or instance = $3) returning epoch""";

    /** From an owner that was found dead: if the row is still what was read then, and the owner has not beaten. */
    private static final String TAKE_FROM = """
            update project set epoch = greatest(epoch + 1, $2), instance = $3
             where id = $1 and epoch = $4 and instance = $5
               and not exists (select 1 from instance where id = $5 and beat is distinct from $6)
            returning epoch""";

    private static final String GIVE_UP =
            "update project set instance = null where id = $1 and epoch = $2 and instance = $3";

    private static final String HAND_OVER =
            "update project set instance = $4 where id = $1 and epoch = $2 and instance = $3";

    private static final String EPOCHS = "select id, epoch from project where id = any ($1::uuid[])";

    private final Database database;
    private final String self;
    private final SharedQuery<UUID, UUID, Optional<Owner>> owners = SharedQuery.of(this::ask);

    /** @param self the id of the instance that claims and gives up */
    public PgOwners(Database database, String self) {
        this.database = database;
        this.self = self;
    }

    @Override
    public Future<Optional<Owner>> find(UUID project) {
        return owners.ask(project, project);
    }

    private Future<Optional<Owner>> ask(UUID project) {
        return database.query(FIND, Tuple.of(project))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Owner(row.getLong("epoch"), Optional.ofNullable(row.getString("instance")))));
    }

    @Override
    public Future<OptionalLong> take(UUID project, long least) {
        return database.query(TAKE, Tuple.of(project, least, self)).map(PgOwners::epoch);
    }

    @Override
    public Future<OptionalLong> takeFrom(UUID project, Owner dead, OptionalLong beat, long least) {
        return database.query(
                        TAKE_FROM,
                        Tuple.of(
                                project,
                                least,
                                self,
                                dead.epoch(),
                                dead.instance().orElseThrow(),
                                beat.isPresent() ? beat.getAsLong() : null))
                .map(PgOwners::epoch);
    }

    @Override
    public Future<Void> giveUp(UUID project, long epoch) {
        return database.query(GIVE_UP, Tuple.of(project, epoch, self)).mapEmpty();
    }

    @Override
    public Future<Void> handOver(UUID project, long epoch, String successor) {
        return database.query(HAND_OVER, Tuple.of(project, epoch, self, successor))
                .mapEmpty();
    }

    @Override
    public Future<Map<UUID, Long>> epochs(Collection<UUID> projects) {
        return database.query(EPOCHS, Tuple.tuple().addArrayOfUUID(projects.toArray(UUID[]::new)))
                .map(rows ->
                        rows.stream().collect(Collectors.toMap(row -> row.getUUID("id"), row -> row.getLong("epoch"))));
    }

    private static OptionalLong epoch(RowSet<Row> rows) {
        return rows.size() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(rows.iterator().next().getLong("epoch"));
    }
}
