package dev.easel.protocol;

import static dev.easel.protocol.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded.Message;
import dev.easel.protocol.Decoded.Unacceptable;
import dev.easel.protocol.DecodedEdits.Batch;
import dev.easel.protocol.DecodedEdits.Malformed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditsOverHttpTest {
    private static final UUID CLIENT = UUID.fromString("3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f");
    private static final String GOOD = "{\"edit\":1,\"group\":\"g\",\"changes\":[{\"op\":\"delete\",\"id\":\"a\"}]}";
    private static final Message GOOD_ONE = new Message(new Edit(1, Optional.of("g"), List.of(new Change.Delete("a"))));

    @Test
    @DisplayName("E13 each edit of a request is judged on its own, in order")
    void eachOnItsOwn() {
        Batch batch = batch(GOOD, " {\"changes\": [], \"note\": \"ツ😀\", \"edit\": 2} ", GOOD);
        assertEquals(CLIENT, batch.client());
        assertEquals(3, batch.edits().size());
        assertEquals(GOOD_ONE, batch.edits().get(0));
        assertEquals(
                2, assertInstanceOf(Unacceptable.class, batch.edits().get(1)).edit());
        assertEquals(GOOD_ONE, batch.edits().get(2));
    }

    @Test
    @DisplayName("E13 a request may carry no edits")
    void none() {
        assertEquals(List.of(), batch().edits());
    }

    @Test
    @DisplayName("L1 over HTTP an edit larger than a frame is refused as too large")
    void tooLarge() {
        String large = "{\"edit\":2,\"changes\":[],\"note\":\"" + "n".repeat(Limits.DEFAULTS.frame()) + "\"}";
        Unacceptable refused =
                assertInstanceOf(Unacceptable.class, batch(GOOD, large).edits().get(1));
        assertEquals(2, refused.edit());
        assertEquals(RefusalCode.TOO_LARGE, refused.refusal().code());
    }

    @ParameterizedTest
    @DisplayName("E13 one unreadable edit makes the whole request malformed")
    @ValueSource(
            strings = {
                "5",
                "null",
                "[]",
                "{}",
                "{\"changes\":[]}",
                "{\"edit\":-1,\"changes\":[]}",
                "{\"edit\":1.5,\"changes\":[]}",
                "{\"edit\":1,\"edit\":1,\"changes\":[]}"
            })
    void unreadableEdit(String edit) {
        malformed(body(GOOD, edit));
    }

    @ParameterizedTest
    @DisplayName("E13 a body that is not of its shape is malformed")
    @ValueSource(
            strings = {
                "",
                "[]",
                "edits",
                "{}",
                "{\"edits\":[]}",
                "{\"client\":\"3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f\"}",
                "{\"client\":\"3f0c4c1e\",\"edits\":[]}",
                "{\"client\":\"3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f\",\"edits\":{}}",
                "{\"client\":\"3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f\",\"edits\":[],\"edits\":[]}",
                "{\"client\":\"3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f\",\"edits\":[]",
                "{\"client\":\"3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f\",\"edits\":[]}}"
            })
    void shape(String body) {
        malformed(body);
    }

    @Test
    @DisplayName("E13 a request has so many edits, and so many changes in all of them, and not one more")
    void most() {
        String[] nothing = new String[DecodedEdits.MOST_EDITS];
        Arrays.fill(nothing, "{\"edit\":1}");
        assertEquals(nothing.length, batch(nothing).edits().size());
        malformed(body(String.join(",", nothing), "{\"edit\":1}"));

        String[] many = new String[DecodedEdits.MOST_CHANGES / 1_000];
        String change = "{\"op\":\"delete\",\"id\":\"a\"}";
        Arrays.fill(many, "{\"edit\":1,\"changes\":[" + (change + ",").repeat(999) + change + "]}");
        assertEquals(many.length, batch(many).edits().size());
        malformed(body(String.join(",", many), GOOD));
    }

    private static void malformed(String body) {
        assertInstanceOf(Malformed.class, Texts.CODEC.decodeEdits(bytes(body)));
    }

    private static Batch batch(String... edits) {
        return assertInstanceOf(Batch.class, Texts.CODEC.decodeEdits(bytes(body(edits))));
    }

    private static String body(String... edits) {
        return "{ \"client\": \"" + CLIENT + "\", \"edits\": [" + String.join(",", edits) + "] }";
    }
}
