package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.idempotence.ContentHash;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.log.TraceId;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Origin;
import dev.easel.server.room.RoomWorld.Joined;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whose the number of an edit is, when somebody else uses it. */
class WhoseNumberTest {
    private static final String PUT_A = "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1,\"y\":2}}";
    private static final String PUT_A_IN_OTHER_WORDS = "{\"id\":\"a\",\"op\":\"put\",\"props\":{ \"y\":2, \"x\":1}}";
    private static final String DELETE_Z = "{\"op\":\"delete\",\"id\":\"z\"}";

    private final RoomWorld world = new RoomWorld();

    @Test
    @DisplayName("E2 the same edit in other words is answered applied; E15 other changes under its number are refused")
    void same_content() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        ada.edit(1, PUT_A_IN_OTHER_WORDS);
        ada.edit(1, DELETE_Z);
        ada.edit(2, DELETE_Z);
        world.loop.run();
        assertEquals(1, ada.connection().messages("applied").size());
        assertTaken(ada.connection().last("refused"), 1);
        assertEquals(2, ada.connection().events().size(), "later edits go on");
        assertEquals(1, world.meter("easel.edits.refused"));
    }

    @Test
    @DisplayName("E12 a copy of an edit whose number is taken is not judged again over the same socket")
    void told_once() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        ada.edit(1, DELETE_Z);
        ada.edit(1, DELETE_Z);
        world.loop.run();
        assertEquals(1, ada.connection().messages("refused").size());
    }

    @Test
    @DisplayName(
            "E16 an edit without effect uses up the number of a refused one, over the same socket: what comes under"
                    + " it later is refused")
    void used_up() {
        Joined ada = world.join();
        Joined bob = world.join();
        String patch = "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":3}}";
        ada.edit(1, patch);
        ada.edit(1, DELETE_Z);
        bob.edit(1, PUT_A);
        ada.edit(1, patch);
        world.loop.run();
        assertEquals("[]", bob.connection().events().getFirst().get("changes").toString());
        assertEquals(2, bob.connection().events().size());
        assertEquals(1, ada.connection().messages("refused").size(), "a copy that was under way");
        ada.session().result().leave();
        world.loop.run();
        Answers answers = submit(ada.client(), RoomWorld.edit(1, patch)).result();
        assertEquals("taken", fault(answers.list().getFirst()));
        assertEquals(2, bob.connection().events().size());
    }

    @Test
    @DisplayName("E12 a refused edit sent again with other changes that have an effect is not judged; E16 nor is one"
            + " that deletes what exists")
    void not_used_up() {
        Joined ada = world.join();
        Joined bob = world.join();
        bob.edit(1, PUT_A);
        ada.edit(1, "{\"op\":\"patch\",\"id\":\"z\",\"set\":{}}");
        ada.edit(1, "{\"op\":\"delete\",\"id\":\"a\"}");
        ada.edit(1, PUT_A);
        world.loop.run();
        assertEquals(1, bob.connection().events().size());
        assertEquals(1, ada.connection().messages("refused").size());
    }

    @Test
    @DisplayName("E15 of numbers that others took over HTTP while a client was away its welcome says nothing: its own"
            + " edit is answered applied, and another one is refused, to be made under a new number")
    void taken_while_away() {
        UUID client = UUID.randomUUID();
        world.join();
        Future<Answers> answers = submit(client, RoomWorld.edit(1, PUT_A), RoomWorld.edit(2, DELETE_Z));
        assertEquals(
                List.of(1L, 2L),
                answers.result().list().stream().map(WhoseNumberTest::seq).toList());
        Joined ada = world.sayHello(client, 1, 1);
        world.store.answerLookUps();
        world.loop.run();
        assertEquals("[]", ada.connection().last("welcome").get("applied").toString());
        ada.edit(1, PUT_A);
        ada.edit(2, PUT_A);
        ada.edit(3, PUT_A);
        world.loop.run();
        assertEquals(1, ada.connection().last("applied").get("seq").asLong());
        assertTaken(ada.connection().last("refused"), 2);
        assertEquals(3, ada.connection().events().getLast().get("seq").asLong());
    }

    @Test
    @DisplayName("E15 what is stored tells as well as what is in memory; of rows of before nobody knows, and they are"
            + " their client's")
    void stored() {
        long content = new ContentHash().of(RoomWorld.edit(1, PUT_A), Optional.empty());
        UUID client = UUID.randomUUID();
        Joined ada = world.sayHello(client, 1, 1);
        world.store.answerLoads();
        world.loop.run();
        world.store.answerLookUps(
                new HeldEdit(1, 1, new Origin(content, false)),
                new HeldEdit(2, 2, new Origin(content, false)),
                new HeldEdit(3, 3, new Origin(content, true)),
                new HeldEdit(4, 4, Origin.UNKNOWN));
        world.loop.run();
        assertEquals(
                "[[3,3],[4,4]]", ada.connection().last("welcome").get("applied").toString());
        ada.edit(1, PUT_A);
        ada.edit(2, DELETE_Z);
        ada.edit(4, DELETE_Z);
        world.loop.run();
        assertEquals(
                List.of(1L, 4L),
                ada.connection().messages("applied").stream()
                        .map(it -> it.get("edit").asLong())
                        .toList());
        assertTaken(ada.connection().last("refused"), 2);
    }

    @Test
    @DisplayName("E15 over HTTP as over the socket: the same edit is applied once, another is refused")
    void over_http() {
        UUID client = UUID.randomUUID();
        world.join();
        submit(client, RoomWorld.edit(1, PUT_A));
        List<Answer> again = submit(client, RoomWorld.edit(1, PUT_A_IN_OTHER_WORDS), RoomWorld.edit(1, DELETE_Z))
                .result()
                .list();
        assertEquals(1, seq(again.getFirst()));
        assertEquals(
                "taken",
                ((Answer.Refused) again.getLast())
                        .refusal()
                        .number()
                        .orElseThrow()
                        .wire());
    }

    @Test
    @DisplayName("E15 where people sign in, the same edit is the same person's alone, and is applied once for them")
    void same_person() {
        UUID client = UUID.randomUUID();
        world.join();
        for (Principal one : List.of(signedIn("ada"), signedIn("ada"), signedIn("eve"), Principal.GUEST)) {
            Future<Answers> answers =
                    world.rooms.submit(RoomWorld.PROJECT, one, client, List.of(RoomWorld.edit(1, PUT_A)));
            world.loop.run();
            world.store.answerLookUps();
            world.loop.run();
            Answer answer = answers.result().list().getFirst();
            assertEquals(one.user().equals(Optional.of("ada")), !(answer instanceof Answer.Refused), one.toString());
        }
        assertEquals(1, world.meter("easel.edits.accepted"));
    }

    private static Principal signedIn(String user) {
        return new Principal(Optional.of(user), Optional.of("Ada"), Optional.empty(), Role.EDITOR, TraceId.NONE);
    }

    @Test
    @DisplayName(
            "E15 a stranger's edits under the next numbers of a connected client are refused; the client's are made")
    void next_numbers_of_a_connected_client() {
        Joined ada = world.join();
        Joined bob = world.join();
        Future<Answers> answers = submit(ada.client(), strangers(1, 20));
        ada.edit(1, PUT_A);
        world.loop.run();
        assertFalse(answers.isComplete(), "the page may be closing");
        ada.edit(2, PUT_A);
        world.loop.pass(BesideSocket.PATIENCE_MS);
        assertEquals(2, bob.connection().events().size());
        List<Answer> list = answers.result().list();
        assertEquals(
                List.of("taken", "taken"),
                list.stream().limit(2).map(WhoseNumberTest::fault).toList());
        assertEquals(
                Collections.nCopies(18, "connected"),
                list.stream().skip(2).map(WhoseNumberTest::fault).toList());
        assertEquals(List.of(), ada.connection().messages("refused"));
        assertEquals(20, world.meter("easel.edits.refused"));
    }

    @Test
    @DisplayName("E13 what a closing page sends beside its socket is judged once the socket has gone")
    void closing_page() {
        Joined ada = world.join();
        Joined bob = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        Future<Answers> answers = submit(ada.client(), RoomWorld.edit(1, PUT_A), RoomWorld.edit(2, DELETE_Z));
        assertFalse(answers.isComplete());
        ada.session().result().leave();
        world.loop.run();
        assertEquals(
                List.of(1L, 2L),
                answers.result().list().stream().map(WhoseNumberTest::seq).toList());
        assertEquals(2, bob.connection().events().size());
    }

    @Test
    @DisplayName("E13 changes that are refused anyway are told so, unless they may build on what is the socket's")
    void refused_anyway() {
        Joined ada = world.join();
        String patch = "{\"op\":\"patch\",\"id\":\"a\",\"set\":{}}";
        Future<Answers> answers =
                submit(ada.client(), RoomWorld.edit(1, patch), RoomWorld.edit(2, PUT_A), RoomWorld.edit(3, patch));
        world.loop.pass(BesideSocket.PATIENCE_MS);
        assertEquals(
                List.of("NOT_FOUND", "CONFLICT", "CONFLICT"),
                answers.result().list().stream()
                        .map(answer ->
                                ((Answer.Refused) answer).refusal().code().name())
                        .toList());
    }

    @Test
    @DisplayName("E13 what the socket brings as well is answered applied as soon as it has")
    void both_ways() {
        Joined ada = world.join();
        Future<Answers> answers = submit(ada.client(), RoomWorld.edit(1, PUT_A), RoomWorld.edit(2, DELETE_Z));
        ada.edit(1, PUT_A);
        world.loop.run();
        assertFalse(answers.isComplete());
        ada.edit(2, DELETE_Z);
        world.loop.run();
        assertEquals(
                List.of(1L, 2L),
                answers.result().list().stream().map(WhoseNumberTest::seq).toList());
        assertTrue(
                submit(ada.client(), RoomWorld.edit(1, PUT_A)).isComplete(), "what is held is answered without a wait");
    }

    @Test
    @DisplayName("E15 a client that connects again is connected: its requests wait on; J5 closes the older socket")
    void connected_again() {
        Joined ada = world.join();
        Future<Answers> answers = submit(ada.client(), strangers(1, 1));
        Joined again = world.sayHello(ada.client(), 2, 1);
        world.store.answerLookUps();
        world.loop.run();
        assertEquals(CloseCode.SUPERSEDED, ada.connection().closed);
        assertFalse(answers.isComplete());
        again.edit(1, PUT_A);
        world.loop.run();
        assertEquals("taken", fault(answers.result().list().getFirst()));
        assertEquals(1, again.connection().events().size());
    }

    @Test
    @DisplayName("E2 what the socket brings while a request waits is not applied again, however much comes after it")
    void brought_long_ago() {
        Joined ada = world.join();
        Joined bob = world.join();
        int last = 2_000;
        Future<Answers> answers = submit(ada.client(), RoomWorld.edit(1, PUT_A), RoomWorld.edit(last + 1, DELETE_Z));
        for (int edit = 1; edit <= last; edit++) {
            ada.edit(edit, edit == 1 ? PUT_A : DELETE_Z);
        }
        world.commitAll();
        assertFalse(answers.isComplete());
        ada.session().result().leave();
        world.loop.run();
        assertEquals(
                List.of(1L, last + 1L),
                answers.result().list().stream().map(WhoseNumberTest::seq).toList());
        assertEquals(last + 1, bob.connection().events().size());
    }

    @Test
    @DisplayName("E15 after requests have waited in vain later ones do not wait, for as long again")
    void patience() {
        Joined ada = world.join();
        Future<Answers> first = submit(ada.client(), strangers(1, 1));
        world.loop.pass(BesideSocket.PATIENCE_MS);
        Future<Answers> second = submit(ada.client(), strangers(2, 1));
        for (Future<Answers> answers : List.of(first, second)) {
            assertEquals("connected", fault(answers.result().list().getFirst()));
        }
        world.loop.pass(BesideSocket.PATIENCE_MS);
        Future<Answers> third = submit(ada.client(), strangers(3, 1));
        assertFalse(third.isComplete());
        ada.session().result().leave();
        world.loop.run();
        assertEquals(1, seq(third.result().list().getFirst()));
    }

    @Test
    @DisplayName("E15 so many requests wait, and so many bytes; one more is told to try again")
    void bounds() {
        Joined ada = world.join();
        Joined bob = world.join();
        List<Future<Answers>> waiting = new ArrayList<>();
        for (int i = 0; i < BesideSocket.MOST; i++) {
            waiting.add(submit(ada.client(), strangers(1, 1)));
        }
        assertBeside(submit(bob.client(), strangers(1, 1)));
        world.loop.pass(BesideSocket.PATIENCE_MS);
        waiting.forEach(answers ->
                assertEquals("connected", fault(answers.result().list().getFirst())));

        Edit[] large = new Edit[20];
        Arrays.setAll(large, i -> RoomWorld.edit(i + 1, put(250_000)));
        Future<Answers> alone = submit(bob.client(), large);
        assertBeside(submit(bob.client(), strangers(30, 1)));
        world.loop.pass(BesideSocket.PATIENCE_MS);
        assertEquals(20, alone.result().list().size());
    }

    @Test
    @DisplayName("E15 a room that closes answers the requests that wait")
    void closing_room() {
        Joined ada = world.join();
        Future<Answers> answers = submit(ada.client(), strangers(1, 1));
        world.rooms.lost(RoomWorld.PROJECT, 7);
        world.loop.run();
        assertInstanceOf(ProjectUnavailable.class, answers.cause());
    }

    @Test
    @DisplayName("E15 an answer that fails keeps no other request from its own")
    void failing_answer() {
        Joined ada = world.join();
        submit(ada.client(), strangers(1, 1)).onSuccess(_ -> {
            throw new IllegalStateException("a test");
        });
        Future<Answers> second = submit(ada.client(), strangers(2, 1));
        world.loop.pass(BesideSocket.PATIENCE_MS);
        assertTrue(second.isComplete());
    }

    private static void assertBeside(Future<Answers> answers) {
        assertEquals(Reason.BESIDE, ((ProjectUnavailable) answers.cause()).reason());
    }

    private static Edit[] strangers(long from, int count) {
        Edit[] edits = new Edit[count];
        Arrays.setAll(edits, i -> RoomWorld.edit(from + i, DELETE_Z));
        return edits;
    }

    private static String put(int bytes) {
        return "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":\"" + "x".repeat(bytes) + "\"}}";
    }

    private static String fault(Answer answer) {
        return ((Answer.Refused) answer).refusal().number().orElseThrow().wire();
    }

    private Future<Answers> submit(UUID client, Edit... edits) {
        Future<Answers> answers = world.rooms.submit(RoomWorld.PROJECT, Principal.GUEST, client, Arrays.asList(edits));
        world.loop.run();
        world.store.answerLookUps();
        world.loop.run();
        return answers;
    }

    private static long seq(Answer answer) {
        return ((Answer.Applied) answer).seq();
    }

    private static void assertTaken(JsonNode refused, long edit) {
        assertFalse(refused.get("message").asText().isEmpty());
        assertEquals(edit, refused.get("edit").asLong());
        assertEquals("conflict", refused.get("code").asText());
        assertEquals("taken", refused.get("number").asText());
    }
}
