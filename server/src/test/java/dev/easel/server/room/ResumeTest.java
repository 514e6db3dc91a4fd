package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ClientMessage.PartialCopy;
import dev.easel.protocol.ClientMessage.ResumeToken;
import dev.easel.protocol.User;
import dev.easel.server.persistence.ProjectStore.Missed;
import dev.easel.server.room.RoomWorld.Joined;
import dev.easel.server.sync.Resumption;
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

    @Test
    @DisplayName(
            "R8 each frame of a snapshot tells how far it goes, and a client whose sync was cut goes on from there")
    void continued() {
        Joined ada = world.join();
        String large = "\"" + "x".repeat(200 << 10) + "\"";
        for (int i = 1; i <= 4; i++) {
            ada.edit(i, "{\"op\":\"put\",\"id\":\"o" + i + "\",\"props\":{\"t\":" + large + "}}");
        }
        world.loop.run();
        Joined first = world.join();
        List<JsonNode> frames = first.connection().messages("objects");
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                frames.stream().map(frame -> frame.get("upTo").asLong()).toList());
        assertEquals(4, frames.getFirst().get("at").asLong());
        ada.edit(5, patch("o1"), delete("o2"));
        ada.edit(6, put("p"));
        world.loop.run();
        Joined back = resume(hello(Optional.empty(), Optional.of(new PartialCopy(7, 4, 2))));
        assertEquals("delta", welcome(back).get("sync").asText());
        assertEquals("resumed", welcome(back).get("reason").asText());
        assertEquals(List.of("o1", "o3", "o4", "p"), ids(back, "objects"));
        assertEquals(List.of("o2"), ids(back, "deleted"));
        assertEquals(6, back.connection().last("ready").get("seq").asLong());
    }

    @Test
    @DisplayName("R8 a part of a snapshot is of use in its epoch only, and nobody goes on from what was never reached")
    void not_continued() {
        for (PartialCopy partial :
                List.of(new PartialCopy(6, 2, 1), new PartialCopy(7, 3, 1), new PartialCopy(7, 2, 3))) {
            RoomWorld fresh = new RoomWorld();
            Joined ada = fresh.join();
            ada.edit(1, put("a"));
            ada.edit(2, put("b"));
            fresh.loop.run();
            Joined back = fresh.sayHello(hello(Optional.empty(), Optional.of(partial)));
            fresh.store.answerLookUps();
            fresh.loop.run();
            assertEquals("snapshot", welcome(back).get("sync").asText());
            assertEquals(List.of("a", "b"), ids(back, "objects"));
        }
    }

    @Test
    @DisplayName("R8 who was cut in a delta gets the objects that it lacks, and hears of all deletions since its copy")
    void delta_continued() {
        Joined back = cutInDelta(new PartialCopy(7, 4, 3));
        assertEquals("resumed", welcome(back).get("reason").asText());
        assertEquals(List.of("o3", "p"), ids(back, "objects"));
        assertEquals(List.of("o2"), ids(back, "deleted"));
    }

    @Test
    @DisplayName("R8 a part of a delta is of use in its epoch only, and nobody goes on from what was never reached")
    void delta_not_continued() {
        for (PartialCopy partial : List.of(
                new PartialCopy(6, 4, 3),
                new PartialCopy(7, 9, 3),
                new PartialCopy(7, 4, 9),
                new PartialCopy(7, 4, 0))) {
            Joined back = cutInDelta(partial);
            assertEquals("resumed", welcome(back).get("reason").asText());
            assertEquals(List.of("o1", "o3", "p"), ids(back, "objects"));
        }
    }

    /** A client that has a copy as of the first event, and this part of a delta. */
    private static Joined cutInDelta(PartialCopy partial) {
        RoomWorld fresh = new RoomWorld();
        Joined ada = fresh.join();
        ada.edit(1, put("o1"), put("o2"), put("o3"));
        ada.edit(2, patch("o1"));
        ada.edit(3, delete("o2"));
        ada.edit(4, patch("o3"));
        ada.edit(5, put("p"));
        fresh.loop.run();
        Joined back = fresh.sayHello(hello(Optional.of(new ResumeToken(7, 1)), Optional.of(partial)));
        fresh.store.answerLookUps();
        fresh.loop.run();
        return back;
    }

    @Test
    @DisplayName("R8 a part of a delta is of no use to who gets a snapshot")
    void snapshot_instead() {
        Joined ada = world.join();
        ada.edit(1, put("a"));
        ada.edit(2, put("b"));
        world.loop.run();
        Joined back = resume(hello(Optional.of(new ResumeToken(7, 9)), Optional.of(new PartialCopy(7, 2, 1))));
        assertEquals("diverged", welcome(back).get("reason").asText());
        assertEquals(List.of("a", "b"), ids(back, "objects"));
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
        return resume(hello(Optional.of(new ResumeToken(epoch, seq)), Optional.empty()));
    }

    private Joined resume(Hello hello) {
        Joined back = world.sayHello(hello);
        world.store.answerLookUps();
        world.loop.run();
        return back;
    }

    private Joined sayHello(long epoch, long seq) {
        return sayHello(world, epoch, seq);
    }

    private static Joined sayHello(RoomWorld world, long epoch, long seq) {
        return world.sayHello(hello(Optional.of(new ResumeToken(epoch, seq)), Optional.empty()));
    }

    private static Hello hello(Optional<ResumeToken> resume, Optional<PartialCopy> partial) {
        return new Hello(UUID.randomUUID(), 2, 0, resume, partial, User.ANONYMOUS, Set.of());
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
