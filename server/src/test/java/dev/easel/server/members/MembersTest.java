package dev.easel.server.members;

import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.access.Standing;
import dev.easel.server.identity.Identity;
import dev.easel.server.identity.LinkGrant;
import dev.easel.server.identity.Person;
import dev.easel.server.members.MembersRefusal.Reason;
import dev.easel.server.store.TestDatabase;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MembersTest {
    private static final Optional<String> BY = Optional.of("ada");

    private static TestDatabase test;

    private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    private final Members members = new Members(test.database(), clock);
    private final Links links = new Links(test.database(), new SecureRandom(), clock);
    private final AccessRequests requests = new AccessRequests(test.database(), clock);
    private final PgStandings standings = new PgStandings(test.database(), clock);
    private final UUID project = project();

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static UUID project() {
        UUID id = UUID.randomUUID();
        test.sql(
                "with v as (insert into version (project_id, id, kind, created_at, base_seq, head_seq)"
                        + " values ($1, $1, 'manual', now(), 0, 0))"
                        + " insert into project (id, active_version, title, created_at, updated_at)"
                        + " values ($1, $1, 'Board', now(), now())",
                id);
        return id;
    }

    private Standing standing(Identity who) {
        return await(standings.of(project, who));
    }

    private static Identity person(String user) {
        return Identity.of(new Person(user, Optional.empty()), 0);
    }

    private static void refused(Reason reason, Future<?> answer) {
        try {
            answer.await();
            throw new AssertionError("not refused");
        } catch (Throwable failure) {
            Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
            assertEquals(reason, assertInstanceOf(MembersRefusal.class, cause).reason());
        }
    }

    @Test
    @DisplayName("members are let in, get another role, and go; the last owner stays an owner")
    void members() {
        await(members.put(project, "ada", Role.OWNER, BY));
        await(members.put(project, "eve", Role.VIEWER, BY));
        assertEquals(Optional.of(Role.VIEWER), standing(person("eve")).role());
        await(members.put(project, "eve", Role.EDITOR, BY));
        assertEquals(
                List.of("ada", "eve"),
                await(members.list(project)).stream().map(Member::user).toList());
        refused(Reason.LAST_OWNER, members.put(project, "ada", Role.EDITOR, BY));
        refused(Reason.LAST_OWNER, members.remove(project, "ada", BY));
        await(members.put(project, "eve", Role.OWNER, BY));
        await(members.remove(project, "ada", BY));
        assertEquals(Optional.empty(), standing(person("ada")).role());
        refused(Reason.NO_MEMBER, members.remove(project, "ada", BY));
        refused(Reason.NO_PROJECT, members.put(UUID.randomUUID(), "ada", Role.OWNER, BY));
    }

    @Test
    @DisplayName("a link lets in by its key until it ends or is revoked, and is remembered for who has signed in")
    void links() {
        Links.Made link =
                await(links.make(project, "ada", Role.EDITOR, Optional.of("n"), OptionalLong.of(now.get() + 1_000)));
        assertEquals(43, link.key().length());
        assertNotEquals(
                link.key(),
                await(links.make(project, "ada", Role.VIEWER, Optional.empty(), OptionalLong.empty()))
                        .key());
        Identity guest = Identity.of(new LinkGrant(project, link.link().id(), "abc"), 0);
        assertEquals(Optional.of(Role.EDITOR), standing(guest).role());
        await(links.redeem(project, link.key(), Optional.of("bob")));
        assertEquals(Optional.of(Role.EDITOR), standing(person("bob")).role());
        assertEquals(OptionalLong.of(now.get() + 1_000), standing(person("bob")).changesAt());
        refused(Reason.LINK_ENDED, links.redeem(project, link.key() + "x", Optional.empty()));
        refused(Reason.LINK_ENDED, links.redeem(project(), link.key(), Optional.empty()));
        now.addAndGet(1_000);
        assertEquals(Optional.empty(), standing(guest).role());
        assertEquals(Optional.empty(), standing(person("bob")).role());
        refused(Reason.LINK_ENDED, links.redeem(project, link.key(), Optional.empty()));
        await(links.revoke(project, link.link().id(), BY));
        refused(Reason.NO_LINK, links.revoke(project, link.link().id(), BY));
    }

    @Test
    @DisplayName("a link to view takes nothing from who has redeemed one to edit")
    void higher() {
        Links.Made edit = await(links.make(project, "ada", Role.EDITOR, Optional.empty(), OptionalLong.empty()));
        Links.Made view = await(links.make(project, "ada", Role.VIEWER, Optional.empty(), OptionalLong.empty()));
        await(links.redeem(project, edit.key(), Optional.of("bob")));
        await(links.redeem(project, view.key(), Optional.of("bob")));
        assertEquals(Optional.of(Role.EDITOR), standing(person("bob")).role());
        await(links.revoke(project, edit.link().id(), BY));
        assertEquals(Optional.empty(), standing(person("bob")).role());
        await(links.redeem(project, view.key(), Optional.of("bob")));
        assertEquals(Optional.of(Role.VIEWER), standing(person("bob")).role());
    }

    @Test
    @DisplayName("who asks to be let in waits until an owner answers")
    void requests() {
        await(requests.ask(project, "bob", "please"));
        await(requests.ask(project, "bob", "again"));
        assertEquals("again", await(requests.list(project)).getFirst().message());
        await(requests.refuse(project, "bob", BY));
        refused(Reason.NO_REQUEST, requests.refuse(project, "bob", BY));
        await(requests.ask(project, "bob", ""));
        await(members.put(project, "bob", Role.VIEWER, BY));
        assertEquals(List.of(), await(requests.list(project)));
    }

    @Test
    @DisplayName("members, links and requests of a project are so many at most")
    void bounds() {
        test.sql(
                "insert into member select $1, 'm' || n, 'owner', now() from generate_series(1, $2::int) n",
                project,
                Members.MOST);
        refused(Reason.TOO_MANY_MEMBERS, members.put(project, "ada", Role.VIEWER, BY));
        await(members.put(project, "m1", Role.VIEWER, BY));
        test.sql(
                "insert into share_link select $1, gen_random_uuid(), n::text::bytea, 'viewer', null, now(), 'a', null"
                        + " from generate_series(1, $2::int) n",
                project,
                Links.MOST);
        refused(Reason.TOO_MANY_LINKS, links.make(project, "a", Role.VIEWER, Optional.empty(), OptionalLong.empty()));
        test.sql(
                "insert into access_request select $1, 'm' || n, '', now() from generate_series(1, $2::int) n",
                project,
                AccessRequests.MOST);
        refused(Reason.TOO_MANY_REQUESTS, requests.ask(project, "bob", ""));
        await(requests.ask(project, "m1", "again"));
    }
}
