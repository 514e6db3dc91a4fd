package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ResumeToken;
import dev.easel.protocol.User;
import dev.easel.server.live.Principal;
import dev.easel.server.live.Seat;
import dev.easel.server.persistence.ProjectStore.Missed;
import dev.easel.server.room.RoomWorld.Joined;
import dev.easel.server.sync.Resumption;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ResumeTest {
    private static final Missed NOTHING = new Missed(OptionalLong.empty(), List.of());

    private final RoomWorld world = new RoomWorld();

    @Test
    @DisplayName("R5 a client that was there before gets exactly what changed and what is gone since")
    void delta() {
        Joined ada = world.join();
        ada.edit(1, put("a"), put("b"), put("c"), put("d"));
        ada.edit(2, delete("c"));
        ada.edit(3, patch("a"), delete("b"));
        ada.edit(4, put("c"), put("e"), delete("e"));
        world.loop.run();
        Joined back = resume(7, 2);
        assertEquals("delta", welcome(back).get("sync").asText());
        assertEquals("resumed", welcome(back).get("reason").asText());
        assertEquals(List.of("a", "c"), ids(back, "objects"));
        assertEquals(List.of("b", "e"), ids(back, "deleted"));
        assertEquals(4, back.connection().last("ready").get("seq").asLong());
        assertEquals(0, world.store.misses.size(), "memory knows all of it");
    }

    @Test
    @DisplayName("R5 one that missed nothing gets nothing")
    void nothing_missed() {
        Joined ada = world.join();
        ada.edit(1, put("a"));
        world.loop.run();
        Joined back = resume(7, 1);
        assertEquals(List.of("welcome", "ready"), back.connection().types());
        assertEquals("delta", welcome(back).get("sync").asText());
    }

    @Test
    @DisplayName(
            "R5 after an eviction or a restart the journal tells what was deleted before the rows stood where they do")
    void from_the_journal() {
        Joined back = sayHello(6, 3);
        world.store.loads.poll().complete(world.store.found(5));
        world.loop.run();
        world.store.misses.poll().complete(new Missed(OptionalLong.empty(), List.of("x", "y")));
        world.store.answerLookUps();
        world.loop.run();
        assertEquals("delta", welcome(back).get("sync").asText());
        assertEquals(List.of("x", "y"), ids(back, "deleted"));
    }

    @Test
    @DisplayName("R4 diverged: the client saw events that a crash took back")
    void diverged() {
        assertEquals("diverged", reason(6, 6, 5, NOTHING), "above the head");
        assertEquals(
                "diverged", reason(6, 4, 5, new Missed(OptionalLong.of(4), List.of())), "a later epoch began there");
        assertEquals("resumed", reason(6, 3, 5, new Missed(OptionalLong.of(4), List.of())), "and not before");
        assertEquals("diverged", reason(99, 1, 5, NOTHING), "an epoch that never was");
    }

    @Test
    @DisplayName("R4 diverged: the head it saw was taken back, and other events stand there now, durable or not")
    void diverged_in_this_epoch() {
        world.store.epoch = 6;
        Joined ada = world.join();
        ada.edit(1, put("a"));
        ada.edit(2, put("b"));
        world.loop.run();
        Joined back = sayHello(6, 1);
        world.store.misses.poll().complete(NOTHING);
        world.store.answerLookUps();
        world.loop.run();
        assertEquals("diverged", welcome(back).get("reason").asText());
        assertEquals("snapshot", welcome(back).get("sync").asText());
    }

    @Test
    @DisplayName("R4 horizon: too much was missed to be told piece by piece")
    void horizon() {
        assertEquals("horizon", reason(7, 1, Resumption.MOST_MISSED + 2, NOTHING));
        assertEquals(0, world.store.misses.size());
    }

    @Test
    @DisplayName("R4 when the journal cannot tell what was missed, everything is sent: that is right at any time")
    void cannot_tell() {
        Joined back = sayHello(6, 3);
        world.store.loads.poll().complete(world.store.found(5));
        world.loop.run();
        world.store.misses.poll().fail("took too long");
        world.store.answerLookUps();
        world.loop.run();
        assertEquals("snapshot", welcome(back).get("sync").asText());
        assertEquals("horizon", welcome(back).get("reason").asText());
        assertTrue(back.connection().types().contains("ready"));
    }

    /** The reason in the welcome of a client with this token, to a project loaded at {@code head} in epoch 7. */
    private String reason(long epoch, long seq, long head, Missed missed) {
        RoomWorld fresh = new RoomWorld();
        Joined back = sayHello(fresh, epoch, seq);
        fresh.store.loads.poll().complete(fresh.store.found(head));
        fresh.loop.run();
        Optional.ofNullable(fresh.store.misses.poll()).ifPresent(question -> question.complete(missed));
        fresh.store.answerLookUps();
        fresh.loop.run();
        assertTrue(back.connection().types().contains("ready"));
        return welcome(back).get("reason").asText();
    }

    private Joined resume(long epoch, long seq) {
        Joined back = sayHello(epoch, seq);
        world.store.answerLookUps();
        world.loop.run();
        return back;
    }

    private Joined sayHello(long epoch, long seq) {
        return sayHello(world, epoch, seq);
    }

    private static Joined sayHello(RoomWorld world, long epoch, long seq) {
        UUID client = UUID.randomUUID();
        FakeConnection connection = new FakeConnection();
        Hello hello = new Hello(client, 2, 0, Optional.of(new ResumeToken(epoch, seq)), User.ANONYMOUS, Set.of());
        Future<Seat> session = world.rooms.join(RoomWorld.PROJECT, Principal.GUEST, connection, hello);
        world.loop.run();
        return new Joined(client, connection, session);
    }

    private static JsonNode welcome(Joined joined) {
        return joined.connection().last("welcome");
    }

    private static List<String> ids(Joined joined, String list) {
        return joined.connection().messages("objects").stream()
                .flatMap(frame -> StreamSupport.stream(frame.get(list).spliterator(), false))
                .map(entry -> entry.isObject() ? entry.get("id").asText() : entry.asText())
                .sorted()
                .toList();
    }

    private static String put(String id) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"x\":1}}";
    }

    private static String patch(String id) {
        return "{\"op\":\"patch\",\"id\":\"" + id + "\",\"set\":{\"x\":2}}";
    }

    private static String delete(String id) {
        return "{\"op\":\"delete\",\"id\":\"" + id + "\"}";
    }
}
