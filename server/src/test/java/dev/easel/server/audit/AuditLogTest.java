package dev.easel.server.audit;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.json.Json;
import dev.easel.server.audit.AuditLog.Entry;
import dev.easel.server.catalog.Trash;
import dev.easel.server.store.PgProjects;
import dev.easel.server.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AuditLogTest {
    private static final Optional<String> ADA = Optional.of("ada");

    private static TestDatabase test;

    private final PgProjects projects =
            new PgProjects(test.database(), _ -> {}, UUID::randomUUID, InstantSource.system(), () -> {});
    private final Trash trash = projects.trash(30);
    private final AuditLog log = new AuditLog(test.database());
    private int dropped;
    private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
    private final SignInLog signIns =
            new SignInLog(test.database(), () -> Instant.ofEpochMilli(now.get()), () -> dropped++);

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @AfterEach
    void forget() {
        test.sql("alter table audit disable trigger user");
        test.sql("delete from audit");
        test.sql("alter table audit enable trigger user");
    }

    private UUID project(String title) {
        return await(projects.create(title, Json.EMPTY_OBJECT)).id();
    }

    /** Runs a statement in Ada's name. */
    private static void ada(String sql, Object... values) {
        await(test.database()
                .as(ADA, connection -> connection.preparedQuery(sql).execute(Tuple.from(values))));
    }

    /** The oldest first. */
    private List<Entry> entries(UUID project) {
        return await(log.of(project, 100, Optional.empty())).entries().reversed();
    }

    private static String told(Entry it) {
        return it.act() + " " + it.who().orElse("nobody") + " " + it.subject().orElse("-") + " " + it.detail();
    }

    @Test
    @DisplayName("what happens to a board is written with who did it, in the transaction that does it")
    void board() {
        UUID project = project("Plan");
        await(trash.discard(project, ADA));
        await(trash.undelete(project, ADA));
        await(trash.discard(project, Optional.empty()));
        await(projects.delete(project, Optional.of("bob")));
        assertEquals(
                List.of(
                        "board_deleted ada - {\"title\":\"Plan\"}",
                        "board_restored ada - {\"title\":\"Plan\"}",
                        "board_deleted nobody - {\"title\":\"Plan\"}",
                        "board_purged bob - {\"title\":\"Plan\"}"),
                entries(project).stream().map(AuditLogTest::told).toList());
        UUID other = project("Other");
        failure(test.database()
                .as(
                        ADA,
                        connection -> connection
                                .preparedQuery("delete from project where id = $1")
                                .execute(Tuple.of(other))
                                .compose(_ -> Future.failedFuture("it breaks off"))));
        assertEquals(List.of(), entries(other));
    }

    @Test
    @DisplayName("who lets whom in, as what, and by which link, is written; what a deleted board leaves is not")
    void people() {
        UUID project = project("Plan");
        UUID link = UUID.randomUUID();
        ada("insert into member values ($1, 'bob', 'viewer', now())", project);
        ada("update member set role = 'editor' where project_id = $1 and user_id = 'bob'", project);
        ada("update member set role = 'editor' where project_id = $1 and user_id = 'bob'", project);
        ada("delete from member where project_id = $1 and user_id = 'bob'", project);
        ada("""
                insert into share_link (project_id, id, key_hash, role, created_at, created_by)
                values ($1, $2, '', 'viewer', now(), 'ada')""", project, link);
        test.sql("insert into user_project values ('cy', $1, $2, now())", project, link);
        ada("delete from share_link where project_id = $1", project);
        ada("insert into access_request values ($1, 'dan', '', now())", project);
        ada("delete from access_request where project_id = $1", project);
        ada("insert into member values ($1, 'eve', 'owner', now())", project);
        await(projects.delete(project, ADA));
        test.sql("delete from member where project_id = $1", project);
        assertEquals(
                List.of(
                        "member_added ada bob {\"role\":\"viewer\"}",
                        "role_changed ada bob {\"role\":\"editor\",\"before\":\"viewer\"}",
                        "member_removed ada bob {\"role\":\"editor\"}",
                        "link_made ada " + link + " {\"role\":\"viewer\"}",
                        "link_redeemed cy " + link + " {}",
                        "link_revoked ada " + link + " {\"role\":\"viewer\"}",
                        "access_requested ada dan {}",
                        "access_refused ada dan {}",
                        "member_added ada eve {\"role\":\"owner\"}",
                        "board_purged ada - {\"title\":\"Plan\"}"),
                entries(project).stream().map(it -> told(it).replace(" :", ":")).toList());
    }

    @Test
    @DisplayName("the log is read page by page, the latest first; that of a board has no other's entries")
    void pages() {
        UUID project = project("Plan");
        UUID other = project("Other");
        await(trash.discard(project, ADA));
        await(trash.discard(other, ADA));
        await(trash.undelete(project, ADA));
        AuditLog.Page first = await(log.all(2, Optional.empty()));
        assertEquals(List.of("board_restored", "board_deleted"), acts(first));
        AuditLog.Page second = await(log.all(2, first.next()));
        assertEquals(List.of("board_deleted"), acts(second));
        assertEquals(Optional.empty(), second.next());
        assertEquals(List.of("board_deleted"), acts(await(log.of(other, 10, Optional.empty()))));
    }

    private static List<String> acts(AuditLog.Page page) {
        return page.entries().stream().map(Entry::act).toList();
    }

    @Test
    @DisplayName("no entry is changed or deleted")
    void append_only() {
        await(trash.discard(project("Plan"), ADA));
        for (String sql : List.of("delete from audit", "update audit set who = 'x'", "truncate audit")) {
            assertTrue(failure(test.database().query(sql, Tuple.tuple()))
                    .getMessage()
                    .contains("the audit log is only ever added to"));
        }
    }

    @Test
    @DisplayName("sign-ins are written; refused ones at most sixty in a minute, more are counted")
    void sign_ins() {
        signIns.signedIn("ada", "oidc");
        signIns.signedOut("ada");
        List<Integer> refused = new ArrayList<>();
        for (int i = 0; i < SignInLog.REFUSED + 7; i++) {
            signIns.refused(Optional.empty(), "jwt", "the token has ended");
            refused.add(i);
            awaitWritten(Math.min(refused.size(), SignInLog.REFUSED) + 2);
        }
        assertEquals(7, dropped);
        now.addAndGet(60_000);
        signIns.refused(Optional.of("bob"), "jwt", "x".repeat(300));
        awaitWritten(SignInLog.REFUSED + 3);
        Entry last = await(log.all(1, Optional.empty())).entries().getFirst();
        assertEquals("sign_in_refused bob", last.act() + " " + last.who().orElseThrow());
        assertTrue(last.detail().toString().contains("\"" + "x".repeat(200) + "\""));
    }

    private static void awaitWritten(long rows) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (test.number("select count(*) from audit") < rows) {
            assertTrue(System.nanoTime() < deadline, "it is written");
        }
    }
}
