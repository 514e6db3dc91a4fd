package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ClientMessage.Take;
import dev.easel.protocol.ServerMessage.Role;
import dev.easel.protocol.User;
import dev.easel.server.audience.AuthorNumbers;
import dev.easel.server.idempotence.AuthorId;
import dev.easel.server.live.Principal;
import dev.easel.server.log.TraceId;
import dev.easel.server.room.RoomWorld.Joined;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What clients are told of each other, and how they know themselves. */
class AuthorsTest {
    private static final String PUT_A = "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}";

    private final RoomWorld world = new RoomWorld();

    @Test
    @DisplayName("B2 an author id is always the same, of this project alone, in the form of a UUID of version 8")
    void author_id() {
        UUID client = UUID.fromString("3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f");
        UUID author = AuthorId.of(RoomWorld.PROJECT, client);
        assertEquals(
                UUID.fromString("b29a169a-0649-8c37-83e7-550e9397a0fd"), author, "it may not change between versions");
        assertEquals(8, author.version());
        assertEquals(2, author.variant());
        assertNotEquals(author, AuthorId.of(new UUID(0, 1), client));
        assertNotEquals(author, AuthorId.of(RoomWorld.PROJECT, new UUID(0, 1)));
    }

    @Test
    @DisplayName("B2 nothing that a client is told holds the UUID of another one")
    void told_to_nobody() {
        Joined ada = world.joinTaking(Take.AUTHOR);
        Joined bob = world.join();
        Joined eve = world.joinTaking(Take.AUTHOR);
        UUID poster = UUID.randomUUID();
        for (int round = 1; round <= 3; round++) {
            ada.edit(round, PUT_A);
            bob.edit(round, PUT_A);
            ada.say("{\"type\":\"presence\",\"state\":{\"at\":" + round + "}}");
            world.rooms.submit(RoomWorld.PROJECT, Principal.GUEST, poster, List.of(RoomWorld.edit(round, PUT_A)));
            world.loop.run();
            world.store.answerLookUps();
            world.loop.run();
            ada.edit(100 + round, PUT_A);
            world.loop.run();
        }
        world.loop.pass(1_000);
        for (Joined one : List.of(ada, bob, eve)) {
            for (UUID other : List.of(ada.client(), bob.client(), eve.client(), poster)) {
                assertEquals(
                        one.client().equals(other) && one == bob, heard(one).contains(other.toString()));
            }
        }
    }

    @Test
    @DisplayName("B2 welcome tells a client that takes it its author id, and its own events bear that")
    void own_author_id() {
        Joined ada = world.joinTaking(Take.AUTHOR);
        Joined bob = world.join();
        ada.edit(1, PUT_A);
        bob.edit(1, PUT_A);
        world.loop.run();
        String author = ada.connection().last("welcome").get("author").asText();
        assertFalse(bob.connection().last("welcome").has("author"));
        assertEquals(author, ada.connection().events().getFirst().get("client").asText());
        assertEquals(author, bob.connection().events().getFirst().get("client").asText());
    }

    @Test
    @DisplayName("B3 a client that does not take author ids finds its own events under its UUID, in frames of several"
            + " authors and whichever way they came; the others share the bytes")
    void known_by_uuid() {
        Joined ada = world.join();
        Joined bob = world.joinTaking(Take.AUTHOR);
        Joined eve = world.joinTaking(Take.AUTHOR);
        ada.edit(1, PUT_A);
        bob.edit(1, PUT_A);
        world.loop.run();
        assertOwn(ada, 0);
        assertSame(bob.connection().frames.getLast(), eve.connection().frames.getLast());
        assertNotSame(bob.connection().frames.getLast(), ada.connection().frames.getLast());
        assertEquals(bob.connection().board(), ada.connection().board());

        bob.edit(2, PUT_A);
        world.loop.run();
        assertSame(eve.connection().frames.getLast(), ada.connection().frames.getLast(), "nothing of its own in it");
    }

    @Test
    @DisplayName("B9 authors have numbers, each explained once, to who comes by ready; another name is another author")
    void numbers() {
        Joined ada = world.joinTaking(Take.AUTHORS);
        Joined bob = world.join();
        bob.edit(1, PUT_A);
        world.loop.run();
        JsonNode first = ada.connection().last("events");
        assertEquals(
                "{\"1\":{\"by\":\"anonymous\",\"client\":\"" + idOf(bob) + "\",\"edit\":1}}", text(first, "authors"));
        assertEquals(1, first.get("events").get(0).get("by").asInt());
        assertFalse(first.get("events").get(0).has("client"));

        Joined eve = world.joinTaking(Take.AUTHORS);
        assertEquals(
                "{\"1\":{\"by\":\"anonymous\",\"client\":\"" + idOf(bob) + "\",\"edit\":2}}",
                text(eve.connection().last("ready"), "authors"));
        assertFalse(bob.connection().last("ready").has("authors"));

        bob.edit(2, PUT_A);
        ada.edit(7, PUT_A);
        world.loop.run();
        JsonNode second = eve.connection().last("events");
        assertSame(eve.connection().frames.getLast(), ada.connection().frames.getLast());
        assertEquals(
                "{\"2\":{\"by\":\"anonymous\",\"client\":\"" + idOf(ada) + "\",\"edit\":7}}", text(second, "authors"));
        assertEquals(2, second.get("events").get(1).get("by").asInt());
        assertEquals(ada.connection().last("welcome").get("author").asText(), idOf(ada));
    }

    @Test
    @DisplayName("B10 columns tell what is not as before alone, and a session that made all of them gets no changes")
    void columns() {
        Joined ada = world.joinTaking(Take.AUTHOR, Take.COLUMNS);
        Joined bob = world.joinTaking(Take.COLUMNS);
        ada.edit(3, PUT_A);
        ada.edit(4, "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":2}}", "{\"op\":\"delete\",\"id\":\"a\"}");
        world.loop.run();
        String authors = "{\"1\":{\"by\":\"anonymous\",\"client\":\"" + idOf(ada) + "\",\"edit\":3}}";
        JsonNode own = ada.connection().last("events");
        JsonNode heard = bob.connection().last("events");
        for (JsonNode frame : List.of(own, heard)) {
            assertEquals(1, frame.get("seq").asInt());
            assertEquals(authors, text(frame, "authors"));
            assertEquals("[1,1]", text(frame, "by"));
            assertFalse(frame.has("edits") || frame.has("groups") || frame.has("events"));
        }
        assertFalse(own.has("changes"));
        assertEquals(
                "[" + PUT_A + ",[{\"id\":\"a\",\"set\":{\"x\":2}},{\"op\":\"delete\",\"id\":\"a\"}]]",
                text(heard, "changes"));

        ada.edit(9, PUT_A);
        bob.say("{\"type\":\"edit\",\"edit\":1,\"group\":\"g\",\"changes\":[" + PUT_A + "]}");
        bob.say("{\"type\":\"edit\",\"edit\":2,\"group\":\"g\",\"changes\":[" + PUT_A + "]}");
        bob.edit(3, PUT_A);
        world.loop.run();
        JsonNode mixed = bob.connection().last("events");
        assertSame(bob.connection().frames.getLast(), ada.connection().frames.getLast());
        assertEquals(3, mixed.get("seq").asInt());
        assertEquals("[1,2,2,2]", text(mixed, "by"));
        assertEquals("{\"0\":9}", text(mixed, "edits"));
        assertEquals("{\"3\":null}", text(mixed, "groups"));
        assertEquals("g", mixed.get("authors").get("2").get("group").asText());
        assertEquals(4, mixed.get("changes").size());
    }

    @Test
    @DisplayName(
            "B9 of more authors than there are numbers, the one who has been silent for longest gives its own away")
    void numbers_are_bounded() {
        Joined ada = world.joinTaking(Take.COLUMNS);
        for (int i = 0; i <= AuthorNumbers.MOST; i++) {
            UUID client = new UUID(0x4000, 0x8000_0000_0000_0000L + i);
            world.rooms.submit(RoomWorld.PROJECT, Principal.GUEST, client, List.of(RoomWorld.edit(1, PUT_A)));
            world.loop.run();
            world.store.answerLookUps();
            world.loop.run();
        }
        JsonNode last = ada.connection().last("events");
        assertEquals("[1]", text(last, "by"));
        assertEquals(
                AuthorId.of(RoomWorld.PROJECT, new UUID(0x4000, 0x8000_0000_0000_0000L + AuthorNumbers.MOST))
                        .toString(),
                last.get("authors").get("1").get("client").asText());
        Joined eve = world.joinTaking(Take.COLUMNS);
        assertEquals(
                AuthorNumbers.MOST,
                eve.connection().last("ready").get("authors").size());
    }

    @Test
    @DisplayName("B9 who comes is told of authors who were active lately, and numbers of the others are given again")
    void numbers_are_forgotten() {
        Joined ada = world.joinTaking(Take.COLUMNS);
        ada.edit(1, PUT_A);
        world.loop.run();
        world.loop.pass(1_000);
        Joined bob = world.joinTaking(Take.COLUMNS);
        assertEquals(1, bob.connection().last("ready").get("authors").size());
        world.loop.pass(600_000);
        Joined eve = world.joinTaking(Take.COLUMNS);
        assertFalse(eve.connection().last("ready").has("authors"));
        eve.edit(1, PUT_A);
        ada.edit(2, PUT_A);
        world.loop.run();
        JsonNode told = bob.connection().last("events");
        assertEquals("[1,2]", text(told, "by"));
        assertEquals(idOf(eve), told.get("authors").get("1").get("client").asText());
        assertEquals(idOf(ada), told.get("authors").get("2").get("client").asText());
    }

    @Test
    @DisplayName("B10 behind the highest number of an edit there is none that a client could not read")
    void highest_number() {
        Joined ada = world.joinTaking(Take.COLUMNS);
        ada.edit((1L << 53) - 1, PUT_A);
        ada.edit(7, PUT_A);
        world.loop.run();
        assertEquals("{\"1\":7}", text(ada.connection().last("events"), "edits"));
        ada.edit((1L << 53) - 2, PUT_A);
        world.loop.run();
        Joined bob = world.joinTaking(Take.COLUMNS);
        JsonNode known = bob.connection().last("ready").get("authors").get("1");
        assertEquals((1L << 53) - 1, known.get("edit").asLong());
    }

    @Test
    @DisplayName(
            "B6 others see the name of who is signed in, whatever the client says, and that a guest of a link is one")
    void shown_names() {
        User claimed = ((Hello) RoomWorld.message("{\"type\":\"hello\",\"client\":\"" + new UUID(1, 1)
                        + "\",\"user\":{\"color\":\"#fff\",\"name\":\"Ada\"}}"))
                .user();
        assertEquals("{\"color\":\"#fff\",\"name\":\"Ada\"}", shown(Principal.GUEST, claimed));
        assertEquals(
                "{\"name\":\"Eve\",\"color\":\"#fff\"}", shown(known(Optional.of("Eve"), Optional.empty()), claimed));
        assertEquals(
                "{\"name\":\"Ada (guest)\",\"color\":\"#fff\"}",
                shown(known(Optional.empty(), Optional.of("7f3a2c09d1e5b846")), claimed));
    }

    /** What the next one is told of the user of somebody who is here. */
    private String shown(Principal principal, User claimed) {
        Joined one = world.sayHello(principal, new Hello(UUID.randomUUID(), 1, 0, Optional.empty(), claimed, Set.of()));
        world.store.answerLoads();
        world.loop.run();
        world.store.answerLookUps();
        world.loop.run();
        Joined next = world.join();
        JsonNode peers = next.connection().last("welcome").get("peers");
        one.session().result().leave();
        next.session().result().leave();
        world.loop.run();
        return peers.iterator().next().get("user").toString();
    }

    private static Principal known(Optional<String> name, Optional<String> pseudonym) {
        return new Principal(name, name, pseudonym, Role.EDITOR, TraceId.NONE);
    }

    private static String idOf(Joined one) {
        return AuthorId.of(RoomWorld.PROJECT, one.client()).toString();
    }

    private static String text(JsonNode frame, String field) {
        return frame.get(field).toString();
    }

    private static void assertOwn(Joined one, int index) {
        JsonNode event = one.connection().events().get(index);
        assertEquals(one.client().toString(), event.get("client").asText());
    }

    private static String heard(Joined one) {
        StringBuilder heard = new StringBuilder();
        one.connection().frames.forEach(frame -> heard.append(new String(frame, StandardCharsets.UTF_8)));
        return heard.toString();
    }
}
