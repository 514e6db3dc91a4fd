package dev.easel.server.signin;

import dev.easel.server.database.Database;
import dev.easel.server.identity.Person;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The table {@code sign_in}. May be used from any thread. */
final class PgSignIns implements SignIns {
    /** Rows that have ended, removed with each that begins: so they do not pile up. */
    private static final int REMOVED_AT_ONCE = 100;

    /** Use is noted when it is this part of the idle time later than the last: not each request writes. */
    private static final int NOTED_PART = 50;

    private static final String BEGIN = """
            insert into sign_in (token_hash, user_id, name, begun_at, seen_at, ends_at)
            values ($1, $2, $3, $4, $4, $5)""";

    private static final String REMOVE = """
            delete from sign_in where token_hash in (
                select token_hash from sign_in where ends_at <= $1 or seen_at <= $2 limit $3
                   for update skip locked)""";

    private static final String FIND = """
            with noted as (
                update sign_in set seen_at = $2
                 where token_hash = $1 and ends_at > $2 and seen_at > $3 and seen_at < $4)
            select user_id, name, ends_at from sign_in where token_hash = $1 and ends_at > $2 and seen_at > $3""";

    private static final String END = "delete from sign_in where token_hash = $1";

    private static final String LIVING =
            "select token_hash from sign_in where token_hash = any($1) and ends_at > $2 and seen_at > $3";

    private final Database database;
    private final InstantSource clock;

    PgSignIns(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Future<Void> begin(String key, SignIn begun) {
        Person person = begun.person();
        Tuple row = Tuple.of(key, person.user(), person.name().orElse(null), at(clock.millis()), at(begun.endsAt()));
        return database.query(REMOVE, Tuple.of(at(clock.millis()), idleSince(), REMOVED_AT_ONCE))
                .compose(_ -> database.query(BEGIN, row))
                .mapEmpty();
    }

    @Override
    public Future<Optional<SignIn>> find(String key) {
        OffsetDateTime noted = at(clock.millis() - SignIn.IDLE_MS / NOTED_PART);
        return database.query(FIND, Tuple.of(key, at(clock.millis()), idleSince(), noted))
                .map(rows -> rows.stream().findFirst().map(PgSignIns::read));
    }

    @Override
    public Future<Void> end(String key) {
        return database.query(END, Tuple.of(key)).mapEmpty();
    }

    @Override
    public Future<Set<String>> living(Collection<String> keys) {
        return database.query(LIVING, Tuple.of(keys.toArray(String[]::new), at(clock.millis()), idleSince()))
                .map(rows -> rows.stream().map(row -> row.getString(0)).collect(Collectors.toSet()));
    }

    private static SignIn read(Row row) {
        return new SignIn(
                new Person(row.getString("user_id"), Optional.ofNullable(row.getString("name"))),
                row.getOffsetDateTime("ends_at").toInstant().toEpochMilli());
    }

    private OffsetDateTime idleSince() {
        return at(clock.millis() - SignIn.IDLE_MS);
    }

    private static OffsetDateTime at(long ms) {
        return Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC);
    }
}
