package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.Principal;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Origin;
import dev.easel.server.room.RoomWorld.Joined;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
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
        long content = new dev.easel.server.idempotence.ContentHash().of(RoomWorld.edit(1, PUT_A));
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

    private Future<Answers> submit(UUID client, dev.easel.protocol.ClientMessage.Edit... edits) {
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
