package dev.easel.server.forwarding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LastFramesTest {
    private final AtomicInteger said = new AtomicInteger();
    private final LastFrames frames = new LastFrames(said::incrementAndGet);
    private final EmbeddedChannel channel = new EmbeddedChannel(frames);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, ISO_8859_1);
    }

    private String out() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes; (bytes = channel.readOutbound()) != null; bytes.release()) {
            text.append(bytes.toString(ISO_8859_1));
        }
        return text.toString();
    }

    @Test
    @DisplayName("between two frames the last ones are said at once, and nothing behind them")
    void between() {
        channel.writeOutbound(bytes("\u0081\u0002ab"));
        frames.say(bytes("last"));
        ByteBuf late = bytes("\u0081\u0001c");
        channel.writeOutbound(late, Unpooled.EMPTY_BUFFER);
        assertEquals("\u0081\u0002ablast", out());
        assertEquals(0, late.refCnt());
        assertEquals(1, said.get());
    }

    @Test
    @DisplayName("the frame that is being passed on is passed on to its end before")
    void inside() {
        channel.writeOutbound(bytes("\u0081\u0005ab"));
        frames.say(bytes("last"));
        channel.writeOutbound(bytes("c"));
        assertEquals(0, said.get());
        ByteBuf rest = bytes("de\u0081\u0001x");
        channel.writeOutbound(rest);
        assertEquals("\u0081\u0005abcdelast", out());
        assertEquals(0, rest.refCnt());
        assertEquals(1, said.get());
    }

    @Test
    @DisplayName("what was never said is released with the connection, also what comes after its end")
    void never() {
        channel.writeOutbound(bytes("\u0081\u0005ab"));
        ByteBuf waiting = bytes("last");
        frames.say(waiting);
        channel.close();
        assertEquals(0, waiting.refCnt());
        ByteBuf late = bytes("last");
        frames.say(late);
        assertEquals(0, late.refCnt());
        assertEquals(0, said.get());
    }
}
