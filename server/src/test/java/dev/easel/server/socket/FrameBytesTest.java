package dev.easel.server.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameBytesTest {
    private static final int TEXT = 0x81;

    private final Deque<Runnable> turn = new ArrayDeque<>();
    private final FrameBytes frames = FrameBytes.ofLoop();

    @Test
    @DisplayName("the head tells the length in as few bytes as it can")
    void heads() {
        assertEquals("8100", hex(new byte[0], 2));
        assertEquals("817d", hex(new byte[125], 2));
        assertEquals("817e007e", hex(new byte[126], 4));
        assertEquals("817effff", hex(new byte[0xFFFF], 4));
        assertEquals("817f0000000000010000", hex(new byte[0x10000], 10));
    }

    @Test
    @DisplayName("what is written to one socket after the other is made once, and is gone once all have it")
    void shared() {
        byte[] payload = {1, 2, 3};
        List<ByteBuf> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            written.add(frame(payload));
        }
        ByteBuf bytes = written.get(1).unwrap();
        for (ByteBuf frame : written) {
            assertEquals("8103010203", ByteBufUtil.hexDump(frame));
            frame.skipBytes(2);
        }
        assertSame(bytes, written.get(4).unwrap());
        assertNotSame(bytes, written.getFirst());
        written.forEach(ByteBuf::release);
        assertEquals(1, bytes.refCnt());
        endTurn();
        assertEquals(0, bytes.refCnt());
        assertEquals(0, written.getFirst().refCnt());
    }

    @Test
    @DisplayName("sockets that are slow keep what others have taken")
    void slow() {
        byte[] payload = {1};
        frame(payload).release();
        ByteBuf slow = frame(payload);
        frame(payload).release();
        frame(new byte[] {2}).release();
        endTurn();
        assertEquals("810101", ByteBufUtil.hexDump(slow));
        slow.release();
        assertEquals(0, slow.refCnt());
    }

    @Test
    @DisplayName("other bytes with the same content, or of another kind, are another frame")
    void others() {
        ByteBuf one = frame(new byte[] {1});
        ByteBuf other = frame(new byte[] {1});
        assertEquals(one, other);
        one.release();
        assertEquals(1, other.refCnt());
        other.release();
        endTurn();
    }

    private String hex(byte[] payload, int head) {
        ByteBuf frame = frame(payload);
        String hex = ByteBufUtil.hexDump(frame, 0, head);
        assertEquals(head + payload.length, frame.readableBytes());
        frame.release();
        return hex;
    }

    private ByteBuf frame(byte[] payload) {
        return frames.frame(TEXT, payload, UnpooledByteBufAllocator.DEFAULT, turn::add);
    }

    private void endTurn() {
        while (!turn.isEmpty()) {
            turn.remove().run();
        }
    }
}
