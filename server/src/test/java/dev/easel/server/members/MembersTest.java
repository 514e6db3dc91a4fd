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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MembersTest {
    private static final Optional<String> BY = Optional.of("ada");

    private static final String MANY_LINKS =
            "insert into share_link select $1, gen_random_uuid(), n::text::bytea, 'viewer', null, now(), 'a', null"
                    + " from generate_series(1, $2::int) n";

    private static final String MANY_REQUESTS =
            "insert into access_request select $1, 'r' || n, '', now() from generate_series(1, $2::int) n";

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

    /** A project of ada's. */
    private static UUID project() {
        UUID id = UUID.randomUUID();
        test.sql("insert into member values ($1, 'ada', 'owner', to_timestamp(0))", id);
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
        refused(Reason.NO_MEMBER, members.remove(project, "ada", Optional.of("eve")));
        refused(Reason.NO_PROJECT, members.put(UUID.randomUUID(), "ada", Role.OWNER, BY));
    }

    @Test
    @DisplayName("who was an owner when they asked, and is none when it is their turn, changes nothing")
    void no_owner() {
        await(members.put(project, "eve", Role.OWNER, BY));
        await(requests.ask(project, "bob", ""));
        Links.Made link = await(links.make(project, "eve", Role.VIEWER, Optional.empty(), OptionalLong.empty()));
        Optional<String> eve = Optional.of("eve");
        await(members.put(project, "eve", Role.EDITOR, BY));
        refused(Reason.NO_OWNER, members.put(project, "eve", Role.OWNER, eve));
        refused(Reason.NO_OWNER, members.remove(project, "ada", eve));
        refused(Reason.NO_OWNER, links.make(project, "eve", Role.EDITOR, Optional.empty(), OptionalLong.empty()));
        refused(Reason.NO_OWNER, links.revoke(project, link.link().id(), eve));
        refused(Reason.NO_OWNER, requests.refuse(project, "bob", eve));
        await(members.remove(project, "eve", eve));
        assertEquals(Optional.empty(), standing(person("eve")).role());
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
    @DisplayName(
            "of links that are opened in turns the one that gives most, for longest, stays, and no more is written")
    void in_turns() {
        Links.Made one = await(links.make(project, "ada", Role.VIEWER, Optional.empty(), OptionalLong.empty()));
        Links.Made other = await(links.make(project, "ada", Role.VIEWER, Optional.empty(), OptionalLong.empty()));
        OptionalLong soon = OptionalLong.of(now.get() + 1_000);
        Links.Made ending = await(links.make(project, "ada", Role.VIEWER, Optional.empty(), soon));
        Links.Made edit = await(links.make(project, "ada", Role.EDITOR, Optional.empty(), soon));
        assertEquals(List.of(ending, one, one, one), remembered(ending, one, other, ending));
        assertEquals(List.of(edit, edit, edit), remembered(edit, other, ending));
        assertEquals(
                3, test.number("select count(*) from audit where act = 'link_redeemed' and project_id = $1", project));
        now.addAndGet(1_000);
        assertEquals(List.of(other, other), remembered(other, one));
    }

    /** Which link was bob's after each of these was opened by him. */
    private List<Links.Made> remembered(Links.Made... opened) {
        Map<UUID, Links.Made> made =
                Stream.of(opened).collect(Collectors.toMap(it -> it.link().id(), it -> it, (it, _) -> it));
        return Stream.of(opened)
                .map(link -> {
                    await(links.redeem(project, link.key(), Optional.of("bob")));
                    return made.get(test.sql("select link_id from user_project where project_id = $1", project)
                            .iterator()
                            .next()
                            .getUUID(0));
                })
                .toList();
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
        await(requests.ask(project, "bob", "let me in"));
        assertEquals(List.of(), await(requests.list(project)));
        refused(Reason.NO_PROJECT, requests.ask(UUID.randomUUID(), "bob", ""));
    }

    @Test
    @DisplayName("the bounds hold for those who come at the same time")
    void bounds_at_once() {
        test.sql(MANY_LINKS, project, Links.MOST - 1);
        test.sql(MANY_REQUESTS, project, AccessRequests.MOST - 1);
        List<Future<Links.Made>> made = new ArrayList<>();
        List<Future<Void>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            made.add(links.make(project, "ada", Role.VIEWER, Optional.empty(), OptionalLong.empty()));
            asked.add(requests.ask(project, "bob" + i, ""));
        }
        await(Future.join(made).transform(_ -> Future.join(asked)).otherwiseEmpty());
        assertEquals(1, made.stream().filter(Future::succeeded).count());
        assertEquals(1, asked.stream().filter(Future::succeeded).count());
    }

    @Test
    @DisplayName("members, links and requests of a project are so many at most")
    void bounds() {
        test.sql(
                "insert into member select $1, 'm' || n, 'owner', now() from generate_series(1, $2::int) n",
                project,
                Members.MOST - 1);
        refused(Reason.TOO_MANY_MEMBERS, members.put(project, "bob", Role.VIEWER, BY));
        await(members.put(project, "m1", Role.VIEWER, BY));
        test.sql(MANY_LINKS, project, Links.MOST);
        refused(Reason.TOO_MANY_LINKS, links.make(project, "ada", Role.VIEWER, Optional.empty(), OptionalLong.empty()));
        test.sql(MANY_REQUESTS, project, AccessRequests.MOST);
        refused(Reason.TOO_MANY_REQUESTS, requests.ask(project, "bob", ""));
        await(requests.ask(project, "r1", "again"));
    }
}
