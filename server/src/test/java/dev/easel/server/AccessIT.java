package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.server.identity.LinkGrant;
import dev.easel.server.identity.LinkTokens;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is open when rights change, over three instances, and whose edits are. */
@Timeout(90)
class AccessIT {
    private static final String PUT = "{\"op\":\"put\",\"id\":\"%s\",\"props\":{\"x\":1}}";

    private static TestDatabase database;
    private static List<TestEasel> servers;
    private static People people;

    private String project;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        servers = List.of(
                TestEasel.start(database.address(), People.SETTINGS),
                TestEasel.start(database.address(), People.SETTINGS),
                TestEasel.start(database.address(), People.SETTINGS));
        people = new People(database, uri(0));
    }

    @AfterAll
    static void stop() {
        servers.forEach(TestEasel::close);
        database.close();
    }

    @BeforeEach
    void board() {
        project = people.board(uri(0)).id();
    }

    private static URI uri(int server) {
        return servers.get(server).uri();
    }

    private BoardClient join(int server, String token) {
        return new BoardClient().with(token).join(uri(server), project);
    }

    private void remove(int server, String user) {
        People.send(
                uri(server),
                "DELETE",
                "/api/projects/" + project + "/members/" + user,
                "",
                People.bearer(People.token("ada")));
    }

    @Test
    @DisplayName("A1 the role is told, and an edit of a viewer is refused on every instance")
    void viewer() {
        for (int server = 0; server < servers.size(); server++) {
            try (BoardClient vic = join(server, People.token("vic"))) {
                assertEquals("viewer", vic.last("welcome").get("role").asText());
                long edit = vic.edit(PUT.formatted("a"));
                JsonNode refused = vic.await("refused", it -> it.get("edit").asLong() == edit);
                assertEquals("forbidden", refused.get("code").asText());
            }
        }
    }

    @Test
    @DisplayName("A3 who came by a link and is signed in leaves the board by themselves, and has it no more")
    void leaving() {
        JsonNode link = People.link(uri(0), project, "viewer");
        People.redeemed(uri(0), project, link, "{}", People.bearer(People.token("zoe")));
        try (BoardClient zoe = join(1, People.token("zoe"))) {
            People.send(
                    uri(2),
                    "DELETE",
                    "/api/projects/" + project + "/members/zoe",
                    "",
                    People.bearer(People.token("zoe")));
            assertEquals(4403, zoe.awaitClose());
        }
        JsonNode listed = People.send(uri(0), "GET", "/api/projects", "", People.bearer(People.token("zoe")));
        assertEquals(0, listed.get("projects").size());
    }

    @Test
    @DisplayName("A2 a role that changes is told on every instance, and holds for the next edit")
    void role_changes() {
        try (BoardClient near = join(0, People.token("vic"));
                BoardClient far = join(2, People.token("vic"))) {
            People.member(uri(1), project, "vic", "editor");
            for (BoardClient vic : List.of(near, far)) {
                vic.await("role", it -> it.get("role").asText().equals("editor"));
                vic.awaitApplied(vic.edit(PUT.formatted("b")));
            }
            People.member(uri(1), project, "vic", "viewer");
            for (BoardClient vic : List.of(near, far)) {
                vic.await("role", it -> it.get("role").asText().equals("viewer"));
                long edit = vic.edit(PUT.formatted("c"));
                vic.await("refused", it -> it.get("edit").asLong() == edit);
            }
        }
    }

    @Test
    @DisplayName("A3 who is removed, or came by a link that is revoked, is out on every instance, and their feeds end")
    void revoked() throws IOException {
        JsonNode link = People.link(uri(0), project, "editor");
        String guest = People.redeemed(uri(1), project, link, "{}");
        try (BoardClient eve = join(2, People.token("eve"));
                BoardClient bob = join(1, guest);
                FeedClient feed = FeedClient.open(uri(2), project, "?after=0", 0, People.token("eve"))) {
            assertEquals(200, feed.status());
            remove(1, "eve");
            assertEquals(
                    "revoked", eve.await("closing", _ -> true).get("reason").asText());
            assertEquals(4403, eve.awaitClose());
            assertNull(feed.next());
            People.send(
                    uri(2),
                    "DELETE",
                    "/api/projects/" + project + "/links/" + link.get("id").asText(),
                    "",
                    People.bearer(People.token("ada")));
            assertEquals(4403, bob.awaitClose());
        }
    }

    @Test
    @DisplayName("A3 a batch of edits that waits for its rate ends when who sent it becomes a viewer; what is applied"
            + " stays")
    void batch() throws IOException {
        StringBuilder edits = new StringBuilder();
        for (int i = 0; i < 1_010; i++) {
            edits.append(i == 0 ? "" : ",").append("{\"edit\":" + i + ",\"changes\":[" + PUT.formatted("o" + i) + "]}");
        }
        String batch = "{\"client\":\"" + UUID.randomUUID() + "\",\"edits\":[" + edits + "]}";
        try (BoardClient ada = join(0, People.token("ada"))) {
            CompletableFuture<HttpResponse<String>> answered = People.ask(
                    uri(1), "POST", "/api/projects/" + project + "/edits", batch, People.bearer(People.token("eve")));
            ada.awaitSeq(1_000);
            People.member(uri(2), project, "eve", "viewer");
            HttpResponse<String> refused = answered.join();
            assertEquals(403, refused.statusCode(), refused.body());
            JsonNode problem = new ObjectMapper().readTree(refused.body());
            assertEquals("forbidden", problem.get("code").asText());
            assertTrue(problem.get("detail").asText().contains("; 1000 edits are applied; "), refused.body());
            assertEquals(1_000, ada.seq());
        }
    }

    @Test
    @DisplayName("A3 of a hundred links, made, used and revoked on different instances, each ends its session")
    void revocations() {
        List<Long> took = new ArrayList<>();
        for (int round = 0; round < 100; round++) {
            JsonNode link = People.link(uri(round % 3), project, "editor");
            try (BoardClient bob = join((round + 1) % 3, People.redeemed(uri(round % 3), project, link, "{}"))) {
                long begun = System.nanoTime();
                People.send(
                        uri((round + 2) % 3),
                        "DELETE",
                        "/api/projects/" + project + "/links/" + link.get("id").asText(),
                        "",
                        People.bearer(People.token("ada")));
                assertEquals(4403, bob.awaitClose());
                took.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            }
        }
        took.sort(null);
        System.out.printf(
                "Revocation: ms from the call to the closed socket, three instances: median %d, p99 %d, worst %d%n",
                took.get(50), took.get(98), took.get(99));
    }

    @Test
    @DisplayName("A3 a change by hand, in the table, is heard as well")
    void by_hand() {
        try (BoardClient eve = join(1, People.token("eve"))) {
            database.sql("delete from member where user_id = 'eve'");
            assertEquals(4403, eve.awaitClose());
        }
    }

    @Test
    @DisplayName("A4 a session ends with 4401 when its token is not taken any more, and goes on with a new one")
    void token_ends() {
        String soon = People.token("eve", People.SECRET, "easel", Instant.now().minusSeconds(26));
        try (BoardClient eve = join(1, soon)) {
            long edit = eve.edit(PUT.formatted("d"));
            eve.awaitDurable(eve.awaitApplied(edit));
            assertEquals(4401, eve.awaitClose());
            assertEquals(
                    401,
                    People.ask(uri(2), "GET", "/api/projects/" + project, "", People.bearer(soon))
                            .join()
                            .statusCode(),
                    "it would come back with it again and again");
            eve.with(People.token("eve")).join(uri(0), project);
            assertEquals("delta", eve.last("welcome").get("sync").asText());
        }
    }

    @Test
    @DisplayName("by is the server's word: the name in the token, and for guests a pseudonym that they keep")
    void by() {
        JsonNode link = People.link(uri(0), project, "editor");
        String first = People.redeemed(uri(0), project, link, "{}");
        String second = People.redeemed(uri(1), project, link, first);
        try (BoardClient eve = join(1, People.token("eve"));
                BoardClient bob = join(0, first);
                BoardClient again = join(2, second)) {
            eve.awaitApplied(eve.edit(PUT.formatted("e")));
            long own = bob.awaitApplied(bob.edit(PUT.formatted("f")));
            long later = again.awaitApplied(again.edit(PUT.formatted("g")));
            bob.awaitSeq(later);
            bob.awaitDurable(later);
            JsonNode events = People.send(
                            uri(0), "GET", "/api/projects/" + project + "/events?after=0", "", People.bearer(first))
                    .get("events");
            assertEquals("The eve", events.get(0).get("by").asText());
            String guest = events.get((int) own - 1).get("by").asText();
            assertTrue(guest.matches("Ada \\(guest [0-9a-f]{16}\\)"), guest);
            assertEquals(guest, events.get((int) later - 1).get("by").asText());
        }
    }

    @Test
    @DisplayName("a guest from before, whose pseudonym is short, keeps it, and their edits can be taken back by it")
    void short_pseudonym() {
        JsonNode link = People.link(uri(0), project, "editor");
        LinkGrant before = new LinkGrant(
                UUID.fromString(project), UUID.fromString(link.get("id").asText()), "7f3a2c");
        String old = new LinkTokens(database.secret(), Clock.systemUTC())
                .write(before, OptionalLong.empty())
                .text();
        try (BoardClient bob = join(0, People.redeemed(uri(1), project, link, old))) {
            bob.awaitDurable(bob.awaitApplied(bob.edit(PUT.formatted("h"))));
        }
        JsonNode done = People.send(
                uri(2),
                "POST",
                "/api/projects/" + project + "/rollback",
                "{\"by\":\"Ada (guest 7f3a2c)\",\"from\":1,\"to\":1}",
                People.bearer(People.token("ada")));
        assertEquals(1, done.get("changed").asInt(), done::toString);
    }

    @Test
    @DisplayName(
            "a board shared by a link is listed for who has redeemed it, and opens without the link, until it ends")
    void shared() {
        String[] mallory = People.bearer(People.token("mallory"));
        JsonNode link = People.link(uri(0), project, "viewer");
        People.redeemed(uri(1), project, link, "{}", mallory);
        JsonNode shared = People.send(uri(2), "GET", "/api/projects?of=shared", "", mallory)
                .get("projects");
        assertEquals(project, shared.get(0).get("id").asText());
        assertEquals("viewer", shared.get(0).get("role").asText());
        assertEquals(
                "viewer",
                People.send(uri(2), "GET", "/api/projects/" + project, "", mallory)
                        .get("role")
                        .asText());
        People.send(
                uri(0),
                "DELETE",
                "/api/projects/" + project + "/links/" + link.get("id").asText(),
                "",
                People.bearer(People.token("ada")));
        assertEquals(
                0,
                People.send(uri(2), "GET", "/api/projects?of=shared", "", mallory)
                        .get("projects")
                        .size());
    }
}
