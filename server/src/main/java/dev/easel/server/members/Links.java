package dev.easel.server.members;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.members.MembersRefusal.Reason;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The share links of projects. May be used from any thread. */
public final class Links {
    /** The most that a project has. */
    static final int MOST = 200;

    private static final int KEY_BYTES = 32;

    private static final String COLUMNS = "id, role, name, created_at, created_by, expires_at";

    private static final String LIST =
            "select " + COLUMNS + " from share_link where project_id = $1 order by created_at desc, id";

    private static final String MAKE = """
            insert into share_link (project_id, id, key_hash, role, name, created_at, created_by, expires_at)
            select $1, $2, $3, $4, $5, $6, $7, $8
             where (select count(*) from share_link where project_id = $1) < $9
            returning\s""" + COLUMNS;

    private static final String REVOKE = "delete from share_link where project_id = $1 and id = $2";

    private static final String BY_KEY = "select " + COLUMNS
            + ", exists (select from project where id = $1) as there from share_link"
            + " where project_id = $1 and key_hash = $2 and (expires_at is null or expires_at > $3)";

    /**
     * A link that they have redeemed before stays theirs while it gives as much, and for as long: nothing is written,
     * told and audited when somebody opens two links in turns.
     */
    private static final String REMEMBER = """
            insert into user_project (user_id, project_id, link_id, since) values ($1, $2, $3, $4)
                on conflict (user_id, project_id) do update set link_id = excluded.link_id
                 where user_project.link_id is distinct from excluded.link_id
                   and not exists (
                        select from share_link
                         where project_id = $2 and id = user_project.link_id
                           and (expires_at is null or expires_at > $4)
                           and (role < $5 -- the higher role comes first by its name
                                or role = $5 and coalesce(expires_at, 'infinity')
                                                 >= coalesce($6::timestamptz, 'infinity')))""";

    private final Database database;
    private final MemberChanges changes;
    private final SecureRandom random;
    private final InstantSource clock;

    public Links(Database database, SecureRandom random, InstantSource clock) {
        this.database = database;
        changes = new MemberChanges(database);
        this.random = random;
        this.clock = clock;
    }

    /** The last made first. */
    public Future<List<ShareLink>> list(UUID project) {
        return database.query(LIST, Tuple.of(project))
                .map(rows -> rows.stream().map(Links::link).toList());
    }

    /**
     * Makes a link. Its key can be had from this alone. Fails with a {@link MembersRefusal}.
     *
     * @param by the user id of its maker
     */
    public Future<Made> make(UUID project, String by, Role role, Optional<String> name, OptionalLong endsAt) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Tuple values = Tuple.tuple()
                .addUUID(project)
                .addUUID(UUID.randomUUID())
                .addBuffer(hash(key))
                .addString(Roles.text(role))
                .addString(name.orElse(null))
                .addOffsetDateTime(Timestamps.of(clock.millis()))
                .addString(by)
                .addOffsetDateTime(endsAt.isPresent() ? Timestamps.of(endsAt.getAsLong()) : null)
                .addInteger(MOST);
        return changes.byOwner(
                        project,
                        Optional.of(by),
                        connection -> connection.preparedQuery(MAKE).execute(values))
                .compose(rows -> rows.size() == 1
                        ? Future.succeededFuture(new Made(link(rows.iterator().next()), key))
                        : Future.failedFuture(new MembersRefusal(Reason.TOO_MANY_LINKS)));
    }

    /** From then on it lets nobody in, and who came by it is out. Fails with a {@link MembersRefusal}. */
    public Future<Void> revoke(UUID project, UUID link, Optional<String> by) {
        return changes.byOwner(
                        project,
                        by,
                        connection -> connection.preparedQuery(REVOKE).execute(Tuple.of(project, link)))
                .compose(rows -> rows.rowCount() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new MembersRefusal(Reason.NO_LINK)));
    }

    /**
     * The link that this is the key of, where it lets in. Fails with a {@link MembersRefusal}, the same for a key that
     * was never one.
     *
     * @param user who is signed in: the project is listed for them from now on
     */
    public Future<ShareLink> redeem(UUID project, String key, Optional<String> user) {
        Tuple values = Tuple.of(project, hash(key), Timestamps.of(clock.millis()));
        return database.query(BY_KEY, values).compose(rows -> {
            if (rows.size() == 0) {
                return Future.failedFuture(new MembersRefusal(Reason.LINK_ENDED));
            }
            Row row = rows.iterator().next();
            if (!row.getBoolean("there")) {
                return Future.failedFuture(new MembersRefusal(Reason.NO_PROJECT)); // the link lives: it is in the trash
            }
            ShareLink link = link(row);
            return user.map(it -> remember(it, project, link)).orElseGet(() -> Future.succeededFuture(link));
        });
    }

    private Future<ShareLink> remember(String user, UUID project, ShareLink link) {
        Tuple values = Tuple.tuple()
                .addString(user)
                .addUUID(project)
                .addUUID(link.id())
                .addOffsetDateTime(Timestamps.of(clock.millis()))
                .addString(Roles.text(link.role()))
                .addOffsetDateTime(
                        link.endsAt().isPresent() ? Timestamps.of(link.endsAt().getAsLong()) : null);
        return database.query(REMEMBER, values).map(link);
    }

    private static Buffer hash(String key) {
        try {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    private static ShareLink link(Row row) {
        return new ShareLink(
                row.getUUID("id"),
                Roles.of(row.getString("role")),
                Optional.ofNullable(row.getString("name")),
                Timestamps.millis(row, "created_at"),
                row.getString("created_by"),
                row.getOffsetDateTime("expires_at") == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(Timestamps.millis(row, "expires_at")));
    }

    /**
     * A link that was made.
     *
     * @param key the secret in it; it is stored nowhere
     */
    public record Made(ShareLink link, String key) {
        @Override
        public String toString() {
            return "a link";
        }
    }
}
