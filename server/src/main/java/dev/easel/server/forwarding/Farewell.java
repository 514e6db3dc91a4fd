package dev.easel.server.forwarding;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Closing;
import dev.easel.protocol.ServerMessage.ClosingReason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.OptionalLong;

/** What the clients of tunnels are told when this instance ends: their project goes on elsewhere (rules B8 and O5). */
final class Farewell {
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;

    private Farewell() {}

    /** Two frames: {@code closing}, and a close frame with 1012. */
    static ByteBuf frames() {
        byte[] closing = ServerCodec.encode(new Closing(ClosingReason.MOVED, OptionalLong.empty()));
        return Unpooled.buffer()
                .writeByte(TEXT)
                .writeByte(closing.length) // far below 126
                .writeBytes(closing)
                .writeByte(CLOSE)
                .writeByte(Short.BYTES)
                .writeShort(CloseCode.RESTARTING.code());
    }
}
