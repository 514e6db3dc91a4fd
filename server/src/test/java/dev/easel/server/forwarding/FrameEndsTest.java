package dev.easel.server.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameEndsTest {
    /** A text frame, or a binary one. */
    private static ByteBuf frame(int length) {
        ByteBuf frame = Unpooled.buffer().writeByte(length % 2 == 0 ? 0x81 : 0x82);
        if (length < 126) {
            frame.writeByte(length);
        } else if (length <= 0xFFFF) {
            frame.writeByte(126).writeShort(length);
        } else {
            frame.writeByte(127).writeLong(length);
        }
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        return frame.writeBytes(payload);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 125, 126, 127, 255, 256, 0xFFFF, 0x10000, 0x12345})
    @DisplayName("a frame ends with its last byte, and not before")
    void one(int length) {
        ByteBuf frame = frame(length);
        FrameEnds ends = new FrameEnds();
        assertTrue(ends.isBetween());
        for (int i = 0; i < frame.readableBytes(); i++) {
            ends.pass(frame.slice(i, 1));
            assertEquals(i == frame.readableBytes() - 1, ends.isBetween());
        }
    }

    @Test
    @DisplayName("frames end where they end, however their bytes come, and the rest of one is found")
    void pieces() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            ByteBuf all = Unpooled.buffer();
            Set<Integer> frames = new HashSet<>(Set.of(0));
            while (all.readableBytes() < 200_000) {
                all.writeBytes(frame(random.nextInt(1 << random.nextInt(1, 18))));
                frames.add(all.readableBytes());
            }
            FrameEnds ends = new FrameEnds();
            int at = 0;
            while (at < all.readableBytes()) {
                int length = Math.min(1 + random.nextInt(70_000), all.readableBytes() - at);
                if (random.nextInt(10) == 0) {
                    int rest = ends.passRest(all.slice(at, length));
                    assertTrue(rest == length || frames.contains(at + rest), "seed " + seed);
                    at += rest;
                    if (rest > 0) {
                        continue;
                    }
                }
                ends.pass(all.slice(at, length));
                at += length;
                assertEquals(frames.contains(at), ends.isBetween(), "seed " + seed);
            }
        }
    }
}
