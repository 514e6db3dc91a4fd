package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.ClientMessage.Take;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.SavePolicy;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.protocol.json.Json;
import dev.easel.server.audience.Presences;
import dev.easel.server.idempotence.AuthorId;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Origin;
import dev.easel.server.room.RoomWorld.Joined;
import dev.easel.server.sync.SharedPasses;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final String PUT_A = "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}";
    private static final String DELETE_A = "{\"op\":\"delete\",\"id\":\"a\"}";

    private final RoomWorld world = new RoomWorld();

    @Test
    @DisplayName("J6 welcome, then objects, then ready; a new client gets the board as it is")
    void joining() {
        Joined ada = world.join();
        assertEquals(List.of("welcome", "ready"), ada.connection().types());
        ada.edit(1, PUT_A);
        Joined bob = world.join();
        assertEquals(List.of("welcome", "objects", "ready"), bob.connection().types());
        JsonNode welcome = bob.connection().last("welcome");
        assertEquals(1, welcome.get("seq").asLong());
        assertEquals(0, welcome.get("durable").asLong());
        assertEquals("snapshot", welcome.get("sync").asText());
        assertEquals("first", welcome.get("reason").asText());
        assertEquals("{\"x\":1}", bob.connection().board().objects().get("a").toString());
    }

    @Test
    @DisplayName("B3 the author gets the short form, others the full one; B1 in seq order")
    void events_reach_everybody() {
        Joined ada = world.join();
        Joined bob = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        bob.edit(1, "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":2}}");
        world.loop.run();
        JsonNode brief = ada.connection().events().getFirst();
        assertEquals(2, brief.size());
        assertEquals(1, brief.get("edit").asLong());
        JsonNode full = bob.connection().events().getFirst();
        assertEquals("anonymous", full.get("by").asText());
        assertEquals(
                AuthorId.of(RoomWorld.PROJECT, ada.client()).toString(),
                full.get("client").asText());
        for (Joined one : List.of(ada, bob)) {
            assertEquals(
                    List.of(1L, 2L),
                    one.connection().events().stream()
                            .map(event -> event.get("seq").asLong())
                            .toList());
        }
    }

    @Test
    @DisplayName("B1 edits of several authors in one turn leave in one frame, the same bytes to everybody")
    void one_frame_shared() {
        Joined ada = world.joinTaking(Take.AUTHOR);
        Joined bob = world.joinTaking(Take.AUTHOR);
        Joined eve = world.join();
        ada.edit(1, PUT_A);
        bob.edit(1, PUT_A);
        ada.edit(2, DELETE_A);
        world.loop.run();
        byte[] frame = eve.connection().frames.getLast();
        assertSame(frame, ada.connection().frames.getLast());
        assertSame(frame, bob.connection().frames.getLast());
        assertEquals(3, eve.connection().events().size());
    }

    @Test
    @DisplayName("E2 an edit sent again does nothing and is answered applied with its seq")
    void sent_again() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        ada.edit(1, PUT_A);
        world.loop.run();
        assertEquals(1, ada.connection().events().size());
        JsonNode applied = ada.connection().last("applied");
        assertEquals(1, applied.get("edit").asLong());
        assertEquals(1, applied.get("seq").asLong());
    }

    @Test
    @DisplayName(
            "E2 the stored edits of a client are looked up at hello, and an edit with an older number when it is sent")
    void asked_from_the_store() {
        UUID client = UUID.randomUUID();
        Joined ada = world.sayHello(client, 1, 17);
        world.store.loads.poll().complete(world.store.found(5));
        world.loop.run();
        assertEquals(List.of(), ada.connection().types());
        world.store.answerLookUps(new HeldEdit(18, 4, Origin.UNKNOWN));
        world.loop.run();
        assertEquals("[[18,4]]", ada.connection().last("welcome").get("applied").toString());

        ada.edit(18, PUT_A);
        ada.edit(3, PUT_A);
        ada.edit(19, PUT_A);
        world.loop.run();
        assertEquals(List.of(), ada.connection().events(), "19 waits behind the look-up of 3");
        world.store.answerLookUps(new HeldEdit(3, 2, Origin.UNKNOWN));
        world.loop.run();
        assertEquals(List.of(18L, 3L), edits(ada, "applied"));
        assertEquals(1, ada.connection().events().size());
    }

    @Test
    @DisplayName("E2 a look-up that fails closes with 1013 and changes nothing")
    void failed_look_up() {
        Joined ada = world.sayHello(UUID.randomUUID(), 1, 0);
        world.store.answerLoads();
        world.loop.run();
        world.store.lookUps.poll().fail("no database");
        world.loop.run();
        assertEquals(CloseCode.TRY_LATER, ada.connection().closed);
        assertEquals(0, world.meter("easel.sessions"));
    }

    @Test
    @DisplayName("E12 a refusal goes to its sender alone, and later edits go on")
    void refused() {
        Joined ada = world.join();
        Joined bob = world.join();
        ada.edit(1, "{\"op\":\"patch\",\"id\":\"a\",\"set\":{}}");
        ada.edit(2, PUT_A);
        world.loop.run();
        assertEquals("not_found", ada.connection().last("refused").get("code").asText());
        assertEquals(List.of(), bob.connection().messages("refused"));
        assertEquals(1, bob.connection().events().size());
    }

    @Test
    @DisplayName("J5 of two sockets of one client the lower attempt is closed with 4409, whichever came first")
    void two_sockets_of_one_client() {
        UUID client = UUID.randomUUID();
        Joined first = world.join(client);
        Joined second = world.sayHello(client, 2, 0);
        world.store.answerLookUps();
        world.loop.run();
        assertEquals(CloseCode.SUPERSEDED, first.connection().closed);
        first.session().result().leave();
        world.loop.run();
        Joined late = world.sayHello(client, 1, 0);
        assertEquals(CloseCode.SUPERSEDED, late.connection().closed);
        second.edit(1, PUT_A);
        world.loop.run();
        assertEquals(1, second.connection().events().size(), "the late close of the old socket harmed nobody");
        assertEquals(1, world.meter("easel.sessions"));
    }

    @Test
    @DisplayName("J3 an edit before ready, and a second hello, close with 4400")
    void out_of_turn() {
        Joined early = world.sayHello(UUID.randomUUID(), 1, 0);
        world.store.answerLoads();
        world.loop.run();
        early.edit(1, PUT_A);
        world.loop.run();
        assertEquals(CloseCode.MALFORMED, early.connection().closed);
        Joined twice = world.join();
        twice.session().result().receive(RoomWorld.hello(twice.client(), 2, 0));
        world.loop.run();
        assertEquals(CloseCode.MALFORMED, twice.connection().closed);
    }

    @Test
    @DisplayName("D2 durable follows the events it covers, and is what the journal committed")
    void durable() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        assertEquals(1, world.journal.entries.size());
        ada.edit(2, DELETE_A);
        world.rooms.durable(RoomWorld.PROJECT, 7, 1);
        world.loop.run();
        assertEquals(1, ada.connection().last("events").get("durable").asLong());
        assertEquals(2, ada.connection().events().size());
        world.rooms.durable(RoomWorld.PROJECT, 7, 2);
        world.loop.run();
        assertEquals(2, ada.connection().last("durable").get("seq").asLong());
    }

    @Test
    @DisplayName(
            "S2 a save holds what was captured, waits until that is durable, and leaves later edits to the next save")
    void capture() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        Future<Optional<Capture>> captured = world.rooms.capture(RoomWorld.PROJECT);
        world.loop.run();
        ada.edit(2, DELETE_A);
        world.loop.run();
        assertFalse(captured.isComplete(), "not durable yet");
        world.rooms.durable(RoomWorld.PROJECT, 7, 1);
        world.loop.run();
        Capture capture = captured.result().orElseThrow();
        assertEquals(List.of(0L, 1L), List.of(capture.after(), capture.upTo()));
        assertEquals(1, capture.changed().size());
        world.rooms.saved(RoomWorld.PROJECT, 7, 1);
        Future<Optional<Capture>> rest = world.rooms.capture(RoomWorld.PROJECT);
        world.commitAll();
        assertEquals(List.of("a"), rest.result().orElseThrow().deleted());
    }

    @Test
    @DisplayName("S2 closing a room cancels its save")
    void closing_cancels_the_save() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        Future<Optional<Capture>> captured = world.rooms.capture(RoomWorld.PROJECT);
        world.loop.run();
        world.rooms.lost(RoomWorld.PROJECT, 7);
        world.loop.run();
        assertTrue(captured.failed());
    }

    @Test
    @DisplayName("O4 news for an earlier epoch is dropped; losing the project closes the room without a durable")
    void lost() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        world.rooms.durable(RoomWorld.PROJECT, 3, 1);
        world.rooms.lost(RoomWorld.PROJECT, 3);
        world.loop.run();
        assertEquals(List.of(), ada.connection().messages("durable"));
        assertNull(ada.connection().closed);
        world.rooms.lost(RoomWorld.PROJECT, 7);
        world.loop.run();
        assertEquals("reborn", ada.connection().last("closing").get("reason").asText());
        assertEquals(CloseCode.RESTARTING, ada.connection().closed);
        assertEquals(1, world.saves.forgotten);
        assertEquals(1, world.journal.forgotten);
        assertEquals(0, world.meter("easel.rooms"));
        world.join();
        assertEquals(1, world.meter("easel.rooms"));
    }

    @Test
    @DisplayName("D4 sessions are told degraded when commits fail, new ones too; editing goes on, and ok follows")
    void degraded() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        world.persistence(PersistenceState.DEGRADED);
        JsonNode told = ada.connection().last("persistence");
        assertEquals("degraded", told.get("state").asText());
        assertEquals(1, told.get("lastEdit").asLong());
        ada.edit(2, DELETE_A);
        world.loop.run();
        assertEquals(2, ada.connection().events().size());
        assertEquals(
                "degraded",
                world.join().connection().last("persistence").get("state").asText());
        world.persistence(PersistenceState.OK);
        assertEquals("ok", ada.connection().last("persistence").get("state").asText());
    }

    @Test
    @DisplayName("D5 while stopped edits are ignored; sent again at ok they apply once, in order")
    void stopped() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        world.persistence(PersistenceState.STOPPED);
        ada.edit(2, DELETE_A);
        world.loop.run();
        assertEquals(1, ada.connection().last("persistence").get("lastEdit").asLong());
        assertEquals(1, ada.connection().events().size());
        world.persistence(PersistenceState.OK);
        ada.edit(2, DELETE_A);
        ada.edit(3, PUT_A);
        world.loop.run();
        assertEquals(3, ada.connection().events().size());
        assertEquals(List.of(), ada.connection().messages("refused"));
    }

    @Test
    @DisplayName("D5 clients are told ok when a stop of all is over, also while this project alone still fails")
    void stopped_while_degraded_alone() {
        Joined ada = world.join();
        world.rooms.persistence(RoomWorld.PROJECT, PersistenceState.DEGRADED);
        world.loop.run();
        world.persistence(PersistenceState.STOPPED);
        ada.edit(1, PUT_A);
        world.loop.run();
        world.persistence(PersistenceState.OK);
        assertEquals(
                List.of("degraded", "stopped", "ok", "degraded"),
                ada.connection().messages("persistence").stream()
                        .map(it -> it.get("state").asText())
                        .toList());
        ada.edit(1, PUT_A);
        world.loop.run();
        assertEquals(1, ada.connection().events().size());
    }

    @Test
    @DisplayName(
            "an event the database does not take closes its author's socket with the number, and the room is reborn")
    void spoiled() {
        Joined ada = world.join();
        Joined bob = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        world.rooms.unstorable(RoomWorld.PROJECT, 7, world.journal.entries.getFirst());
        world.loop.run();
        assertEquals(1, ada.connection().last("error").get("edit").asLong());
        assertEquals(CloseCode.MALFORMED, ada.connection().closed);
        assertEquals("reborn", bob.connection().last("closing").get("reason").asText());
        assertEquals(CloseCode.RESTARTING, bob.connection().closed);
    }

    @Test
    @DisplayName("D5 edits sent before the stop was heard wait for the first that was dropped: order is kept")
    void dropped_edits_keep_their_order() {
        Joined ada = world.join();
        world.journal.takesMore = false;
        ada.edit(1, PUT_A);
        world.loop.run();
        world.journal.takesMore = true;
        ada.edit(2, "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":2}}");
        world.loop.run();
        assertEquals(List.of(), ada.connection().events());
        assertEquals(List.of(), ada.connection().messages("refused"));
        ada.edit(1, PUT_A);
        ada.edit(2, "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":2}}");
        world.loop.run();
        assertEquals(
                List.of(1L, 2L),
                ada.connection().events().stream()
                        .map(event -> event.get("edit").asLong())
                        .toList());
    }

    @Test
    @DisplayName(
            "E12 a copy of a refused edit that comes over the same socket is not judged again, whatever changed since")
    void refused_twice() {
        Joined ada = world.join();
        Joined bob = world.join();
        ada.edit(1, "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"y\":1}}");
        bob.edit(1, PUT_A);
        ada.edit(1, "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"y\":1}}");
        world.loop.run();
        assertEquals(List.of(1L), edits(ada, "refused"));
        assertEquals(1, bob.connection().events().size());
    }

    @Test
    @DisplayName("J6 what becomes durable, degraded or renamed during a sync is told after ready")
    void news_during_sync() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        Joined bob = world.sayHello(UUID.randomUUID(), 1, 0);
        world.store.answerLookUps();
        while (!bob.connection().types().contains("welcome")) {
            assertTrue(world.loop.step());
        }
        world.rooms.durable(RoomWorld.PROJECT, 7, 1);
        world.rooms.persistence(PersistenceState.DEGRADED);
        world.rooms.changed(new ProjectNews(RoomWorld.PROJECT, "Renamed", new UUID(0, 1), Json.EMPTY_OBJECT));
        world.loop.run();
        List<String> types = bob.connection().types();
        assertEquals(List.of("durable", "project", "persistence").size(), types.size() - types.indexOf("ready") - 1);
        assertEquals(1, bob.connection().last("durable").get("seq").asLong());
        assertEquals("Renamed", bob.connection().last("project").get("title").asText());
        assertEquals(
                "degraded", bob.connection().last("persistence").get("state").asText());
    }

    @Test
    @DisplayName(
            "S7 the save policy of the settings holds from the load on, and what is unsaved follows when it changes")
    void save_policy() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        assertEquals(SavePolicy.STANDARD, world.saves.policy);
        Json settings = JsonReader.stored("{\"save\":{\"mode\":\"debounce\"}}");
        world.rooms.changed(new ProjectNews(RoomWorld.PROJECT, "Board", new UUID(0, 1), settings));
        world.loop.run();
        assertEquals(new SavePolicy.Debounce(10_000, 60_000), world.saves.policy);
        assertEquals(List.of(1L, 1L), world.saves.marks);
        ada.edit(2, PUT_A);
        world.loop.run();
        assertEquals(new SavePolicy.Debounce(10_000, 60_000), world.saves.policy);
    }

    @Test
    @DisplayName(
            "R6 a socket whose backlog is full gets no events until it has drained, then welcome, objects and ready")
    void lagged() {
        Joined ada = world.join();
        Joined slow = world.join();
        slow.connection().slow = true;
        String half = "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"s\":\"" + "x".repeat(50_000) + "\"}}";
        for (long number = 1; number <= 8; number++) {
            ada.edit(number, half);
            world.loop.run();
        }
        int sent = slow.connection().frames.size();
        assertTrue(slow.connection().unsent() < 3 * 50_000 + 64 * 1024, "memory for a slow socket is bounded");
        assertEquals(8, ada.connection().events().size(), "nobody else is slowed");
        slow.connection().drain();
        world.loop.run();
        assertEquals(
                List.of("welcome", "objects", "ready"),
                slow.connection().types().subList(sent, sent + 3));
        assertEquals("lagged", slow.connection().last("welcome").get("reason").asText());
        assertEquals("delta", slow.connection().last("welcome").get("sync").asText());
        assertEquals(8, slow.connection().last("ready").get("seq").asLong());
        ada.edit(9, DELETE_A);
        world.loop.run();
        assertEquals(9, slow.connection().events().getLast().get("seq").asLong());
    }

    @Test
    @DisplayName("R2 what changes during the sync is sent again; the latest frame for an id wins")
    void changes_during_sync() {
        Joined ada = world.join();
        String filler = "x".repeat(100_000);
        for (long number = 1; number <= 6; number++) {
            ada.edit(number, "{\"op\":\"put\",\"id\":\"o" + number + "\",\"props\":{\"s\":\"" + filler + "\"}}");
        }
        world.loop.run();
        Joined bob = world.sayHello(UUID.randomUUID(), 1, 0);
        world.store.answerLookUps();
        while (bob.connection().messages("objects").isEmpty()) {
            assertTrue(world.loop.step());
        }
        for (long number = 1; number <= 6; number++) {
            ada.edit(6 + number, "{\"op\":\"patch\",\"id\":\"o" + number + "\",\"set\":{\"n\":" + number + "}}");
        }
        ada.edit(13, "{\"op\":\"delete\",\"id\":\"o3\"}", PUT_A);
        world.loop.run();
        assertEquals(1, bob.connection().messages("ready").size());
        assertEquals(13, bob.connection().last("ready").get("seq").asLong());
        assertEquals(List.of(), bob.connection().events(), "events up to ready are in the objects");
        assertEquals(6, bob.connection().board().objects().size());
        assertEquals(4, bob.connection().board().objects().get("o4").get("n").asInt());
        assertFalse(bob.connection().board().objects().containsKey("o3"));
    }

    @Test
    @DisplayName("those who join share the bytes of a snapshot, and get what changed since after it")
    void shared_snapshot() {
        Joined ada = world.join();
        for (long number = 1; number <= 20; number++) {
            ada.edit(number, "{\"op\":\"put\",\"id\":\"o" + number + "\",\"props\":{}}");
        }
        Joined bob = world.join();
        ada.edit(21, "{\"op\":\"delete\",\"id\":\"o1\"}", PUT_A);
        Joined cleo = world.join();
        assertSame(bob.connection().frames.get(1), cleo.connection().frames.get(1));
        assertEquals(
                List.of("welcome", "objects", "objects", "ready"),
                cleo.connection().types());
        assertEquals(bob.connection().board(), cleo.connection().board());
        bob.session().result().leave();
        world.loop.pass(SharedPasses.KEPT_MS);
        Joined dan = world.join();
        assertEquals(List.of("welcome", "objects", "ready"), dan.connection().types(), "made again after a while");
        assertEquals(cleo.connection().board(), dan.connection().board());
    }

    @Test
    @DisplayName("a shared snapshot is made again when much has changed")
    void stale_snapshot() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        world.join();
        ada.edit(2, DELETE_A);
        ada.edit(3, PUT_A);
        Joined cleo = world.join();
        assertEquals(List.of("welcome", "objects", "ready"), cleo.connection().types());
        assertEquals(1, cleo.connection().board().objects().size());
    }

    @Test
    @DisplayName("B6 presence goes to the others, the latest wins, and leaving is null")
    void presence() {
        Joined ada = world.join();
        Joined bob = world.join();
        world.loop.pass(100);
        int before = bob.connection().messages("presence").size();
        ada.say("{\"type\":\"presence\",\"state\":{\"cursor\":[1,1]}}");
        ada.say("{\"type\":\"presence\",\"state\":{\"cursor\":[2,2]}}");
        world.loop.pass(100);
        List<JsonNode> told = bob.connection().messages("presence");
        assertEquals(before + 1, told.size());
        String ids = told.getLast().get("peers").fieldNames().next();
        assertEquals(
                "[2,2]",
                told.getLast().get("peers").get(ids).get("state").get("cursor").toString());
        ada.session().result().leave();
        world.loop.pass(100);
        assertTrue(bob.connection().last("presence").get("peers").get(ids).isNull());
    }

    @Test
    @DisplayName("L7 a project takes no more sessions than its limit")
    void full() {
        world.join();
        world.join();
        world.join();
        Future<Void> fourth = world.rooms.admit(RoomWorld.PROJECT, Principal.GUEST);
        world.loop.run();
        assertEquals(ProjectUnavailable.Reason.FULL, ((ProjectUnavailable) fourth.cause()).reason());
    }

    private static List<Long> edits(Joined joined, String type) {
        return joined.connection().messages(type).stream()
                .map(message -> message.get("edit").asLong())
                .toList();
    }

    @Test
    @DisplayName("B6 a session that was slow while nobody moved is not sent an empty presence")
    void no_empty_presence() {
        Joined ada = world.join();
        Joined bob = world.join();
        Joined eve = world.join();
        world.loop.pass(1_000);
        bob.connection().slow = true;
        eve.connection().slow = true;
        putText(ada, 1, 40_000);
        putText(ada, 2, 26_000);
        eve.connection().drain();
        ada.say("{\"type\":\"presence\",\"state\":{\"x\":1}}");
        world.loop.pass(Presences.INTERVAL_MS);
        eve.connection().slow = true;
        putText(ada, 3, 66_000);
        world.loop.pass(Presences.INTERVAL_MS);
        eve.connection().drain();
        world.loop.pass(1_000);
        assertTrue(eve.connection().messages("presence").stream()
                .noneMatch(presence -> presence.get("peers").isEmpty()));
    }

    private void putText(Joined author, long edit, int length) {
        author.edit(edit, "{\"op\":\"put\",\"id\":\"t" + edit + "\",\"props\":{\"t\":\"" + "x".repeat(length) + "\"}}");
        world.loop.run();
    }

    @Test
    @DisplayName("that a project would have too many objects is told, those left out that go")
    void too_many_objects() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        List<String> others = IntStream.range(1, RoomWorld.SMALL.objects())
                .mapToObj(i -> "o" + i)
                .toList();
        assertEquals(Optional.empty(), noPlaceFor(others, List.of()));
        List<String> more = Stream.concat(others.stream(), Stream.of("z")).toList();
        assertEquals(
                "the project would have 1001 objects, over 1000",
                noPlaceFor(more, List.of("nobody")).orElseThrow());
        assertEquals(Optional.empty(), noPlaceFor(more, List.of("a")));
        assertEquals(
                Optional.empty(),
                noPlaceFor(Stream.concat(others.stream(), Stream.of("a")).toList(), List.of()));
    }

    private Optional<String> noPlaceFor(List<String> puts, List<String> deletions) {
        Map<String, Integer> sizes = puts.stream().collect(Collectors.toMap(id -> id, _ -> 2));
        Future<Optional<String>> why = world.rooms.noPlaceFor(RoomWorld.PROJECT, sizes, deletions);
        world.loop.run();
        return why.result();
    }
}
