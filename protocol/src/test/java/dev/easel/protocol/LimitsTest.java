package dev.easel.protocol;

import static dev.easel.protocol.Texts.bytes;
import static dev.easel.protocol.Texts.decode;
import static dev.easel.protocol.Texts.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Decoded.Malformed;
import dev.easel.protocol.Decoded.Message;
import dev.easel.protocol.Decoded.Unacceptable;
import dev.easel.protocol.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Messages that are too large or too unusual for golden files. */
class LimitsTest {
    private static final String DELETE = "{\"op\":\"delete\",\"id\":\"a\"}";

    @Test
    @DisplayName("L2 an edit of 1,000 changes is accepted, one of 1,001 is too large")
    void changes() {
        assertInstanceOf(Message.class, decode(edit(deletes(1_000))));
        Unacceptable refused = assertInstanceOf(Unacceptable.class, decode(edit(deletes(1_001))));
        assertEquals(5, refused.edit());
        assertEquals(RefusalCode.TOO_LARGE, refused.refusal().code());
    }

    @Test
    @DisplayName("E11 an edit of too many changes that is cut off is malformed, not refused")
    void cutOff() {
        String whole = edit(deletes(1_001));
        assertInstanceOf(Malformed.class, decode(whole.substring(0, whole.length() - 1)));
    }

    @Test
    @DisplayName("E10 a group may have 64 characters")
    void group() {
        String group = "g".repeat(64);
        assertInstanceOf(
                Message.class,
                decode("{\"type\":\"edit\",\"edit\":1,\"group\":\"" + group + "\",\"changes\":[" + DELETE + "]}"));
    }

    @Test
    @DisplayName("L6 a presence state may have 4,096 bytes, counted without white space")
    void presence() {
        String state = "\"" + "p".repeat(4_094) + "\"";
        assertInstanceOf(Message.class, decode("{\"type\":\"presence\",\"state\":   " + state + "   }"));
    }

    @Test
    @DisplayName("L6 presence is counted in bytes of UTF-8")
    void presenceInBytes() {
        String state = "\"" + "é".repeat(2_048) + "\"";
        assertInstanceOf(Malformed.class, decode("{\"type\":\"presence\",\"state\":" + state + "}"));
    }

    @Test
    @DisplayName("E11 text is UTF-8, whatever its first bytes look like")
    void encoding() {
        String ping = "{\"type\":\"ping\"}";
        assertInstanceOf(Malformed.class, Texts.CODEC.decode(ping.getBytes(StandardCharsets.UTF_16BE)));
        assertInstanceOf(Malformed.class, Texts.CODEC.decode(ping.getBytes(StandardCharsets.UTF_16LE)));
        assertInstanceOf(
                DecodedEdits.Malformed.class, Texts.CODEC.decodeEdits(body().getBytes(StandardCharsets.UTF_16LE)));
        assertInstanceOf(DecodedEdits.Batch.class, Texts.CODEC.decodeEdits(bytes(body())));
    }

    @Test
    @DisplayName("E11 the reason for closing fits into a close frame, whatever was sent")
    void reason() {
        String type = "\u0000\ud83d\ude00".repeat(50_000);
        Malformed malformed = assertInstanceOf(Malformed.class, decode("{\"type\":" + Json.string(type) + "}"));
        assertTrue(bytes(malformed.reason()).length <= 120, malformed.reason());
        assertTrue(malformed.reason().chars().allMatch(c -> c >= ' ' && c <= '~'), malformed.reason());
    }

    private static String body() {
        return "{\"client\":\"3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f\",\"edits\":[{\"edit\":1,\"changes\":[" + DELETE
                + "]}]}";
    }

    private static String deletes(int count) {
        return String.join(",", Collections.nCopies(count, DELETE));
    }
}
