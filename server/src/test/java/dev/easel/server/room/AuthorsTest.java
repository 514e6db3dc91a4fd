package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.ClientMessage.Take;
import dev.easel.server.idempotence.AuthorId;
import dev.easel.server.live.Principal;
import dev.easel.server.room.RoomWorld.Joined;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
