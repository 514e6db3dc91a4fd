package dev.easel.protocol;

import static dev.easel.protocol.Texts.CODEC;
import static dev.easel.protocol.Texts.bytes;
import static dev.easel.protocol.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.easel.protocol.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Properties of the codec, checked with seeded random input. A failure names its seed. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class CodecPropertyTest {
    private static final int SEEDS = 3_000;

    @Test
    @DisplayName("B2 changes that are written are read again as they were")
    void roundTrip() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Change> changes = new Generated(new Random(seed)).changes();
            String frame = "{\"type\":\"edit\",\"edit\":5,\"changes\":" + EventCodec.changes(changes) + "}";
            Decoded expected = new Decoded.Message(new ClientMessage.Edit(5, Optional.empty(), changes));
            assertEquals(expected, CODEC.decode(bytes(frame)), "seed " + seed);
        }
    }

    @Test
    @DisplayName("what is decoded holds on to its own bytes, and to none of the frame's")
    void nothingPinned() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Change> changes = new Generated(new Random(seed)).changes();
            String frame = "{\"type\":\"edit\",\"edit\":5,\"changes\":" + EventCodec.changes(changes) + "}";
            Decoded.Message decoded = assertInstanceOf(Decoded.Message.class, CODEC.decode(bytes(frame)));
            for (Change change : assertInstanceOf(ClientMessage.Edit.class, decoded.message())
                    .changes()) {
                switch (change) {
                    case Change.Put put -> assertWhole(put.props());
                    case Change.Patch patch -> {
                        assertWhole(patch.set());
                        patch.append().forEach(append -> assertWhole(append.values()));
                    }
                    case Change.Delete _ -> {}
                }
            }
        }
    }

    private static void assertWhole(Json value) {
        assertSame(value, value.compacted());
    }

    @Test
    @DisplayName("E11 every cut-off message is malformed")
    void truncated() {
        for (byte[] frame : messages()) {
            int whole = text(frame).stripTrailing().getBytes(StandardCharsets.UTF_8).length;
            for (int length = 0; length < whole; length++) {
                assertInstanceOf(Decoded.Malformed.class, CODEC.decode(Arrays.copyOf(frame, length)));
            }
        }
    }

    @Test
    @DisplayName("E11 every mutated message has an answer")
    void mutated() {
        List<byte[]> messages = messages();
        for (int seed = 0; seed < 20 * SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] frame = messages.get(random.nextInt(messages.size())).clone();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                mutate(frame, messages, random);
            }
            answers(frame, seed);
        }
    }

    @Test
    @DisplayName("E11 random bytes have an answer")
    void randomBytes() {
        for (int seed = 0; seed < 20 * SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] frame = new byte[random.nextInt(64)];
            random.nextBytes(frame);
            answers(frame, seed);
        }
    }

    /** Everything that is decoded can be encoded again: as the changes of an event, or as a refusal. */
    private static void answers(byte[] frame, int seed) {
        try {
            tell(CODEC.decode(frame));
            switch (CODEC.decodeEdits(frame)) {
                case DecodedEdits.Batch batch -> batch.edits().forEach(CodecPropertyTest::tell);
                case DecodedEdits.Malformed _ -> {}
            }
        } catch (RuntimeException thrown) {
            throw new AssertionError("seed " + seed + ": " + text(frame), thrown);
        }
    }

    private static void tell(Decoded decoded) {
        switch (decoded) {
            case Decoded.Message(ClientMessage.Edit edit) ->
                ByValue.tree(EventCodec.changes(edit.changes()).toString());
            case Decoded.Message _ -> {}
            case Decoded.Unacceptable refused ->
                ByValue.tree(text(ServerCodec.encode(new ServerMessage.Refused(refused.edit(), refused.refusal()))));
            case Decoded.Malformed _ -> {}
        }
    }

    private static void mutate(byte[] frame, List<byte[]> messages, Random random) {
        if (frame.length == 0) {
            return;
        }
        int at = random.nextInt(frame.length);
        switch (random.nextInt(3)) {
            case 0 -> frame[at] = (byte) random.nextInt(256);
            case 1 -> frame[at] = frame[random.nextInt(frame.length)];
            default -> {
                byte[] other = messages.get(random.nextInt(messages.size()));
                int from = random.nextInt(other.length);
                int count = Math.min(random.nextInt(32), Math.min(frame.length - at, other.length - from));
                System.arraycopy(other, from, frame, at, count);
            }
        }
    }

    /** The golden messages of clients, and one body of edits over HTTP. */
    private static List<byte[]> messages() {
        List<byte[]> messages = new ArrayList<>();
        Golden.files("client").values().forEach(text -> messages.add(bytes(text)));
        messages.add(bytes("""
                {"client":"3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f","edits":[\
                {"edit":1,"changes":[{"op":"delete","id":"ä"}]},\
                {"edit":2,"changes":[{"op":"put","id":"a","props":{"x":"😀"}}]}]}"""));
        return messages;
    }
}
