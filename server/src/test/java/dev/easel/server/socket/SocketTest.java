package dev.easel.server.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.ClientMessage;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerMessage;
import dev.easel.server.socket.SocketWorld.Frame;
import dev.easel.server.socket.SocketWorld.Peer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketTest {
    private static final byte[] NOTHING = {};
    private static final int FRAME_AND_ONE = SocketWorld.FRAME + 1;
    private static final long HELLO_MS = SocketWorld.LIMITS.hello();
    private static final String PING = "{\"type\":\"ping\"}";

    private final SocketWorld world = new SocketWorld();

    // ---- pings

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("L3 pings of one who does not read: two pongs at most wait, whatever is sent, before and after hello")
    void pongs(boolean afterHello) {
        Peer peer = afterHello ? world.join() : world.open();
        peer.network.isStuck = true;
        int before = peer.network.written;
        for (int i = 0; i < 5_000; i++) {
            peer.send(SocketWorld.PING, true, new byte[] {(byte) i, (byte) (i >> 8)});
        }
        assertEquals(1, peer.network.written - before);
        peer.network.take();
        List<Frame> pongs = peer.frames().stream()
                .filter(frame -> frame.opcode() == SocketWorld.PONG)
                .toList();
        assertEquals(2, pongs.size());
        assertArrayEquals(new byte[] {0, 0}, pongs.getFirst().payload());
        assertArrayEquals(
                new byte[] {(byte) 4_999, (byte) (4_999 >> 8)}, pongs.getLast().payload(), "the latest");
    }

    @Test
    @DisplayName("each ping of one who reads is answered with what it carries")
    void each_ping() {
        Peer peer = world.join();
        peer.frames();
        for (int i = 0; i < 10; i++) {
            peer.send(SocketWorld.PING, true, new byte[] {(byte) i});
            Frame pong = peer.frames().getFirst();
            assertEquals(SocketWorld.PONG, pong.opcode());
            assertArrayEquals(new byte[] {(byte) i}, pong.payload());
        }
    }

    // ---- rates

    @ParameterizedTest
    @ValueSource(ints = {SocketWorld.PING, SocketWorld.PONG, SocketWorld.CONTINUATION})
    @DisplayName("L3 over the rate of frames of any kind a socket is read more slowly, and goes on afterwards")
    void frame_rate(int opcode) {
        Peer peer = world.join();
        world.pass(2_000, peer);
        if (opcode == SocketWorld.CONTINUATION) {
            peer.send(SocketWorld.TEXT, false, NOTHING);
        }
        int taken = 0;
        while (peer.isRead()) {
            peer.send(opcode, opcode != SocketWorld.CONTINUATION, NOTHING);
            taken++;
        }
        assertTrue(taken >= 200 && taken <= 202, "the burst, then no more: " + taken);
        world.pass(9, peer);
        assertFalse(peer.isRead());
        world.pass(100, peer);
        assertTrue(peer.isRead());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"ping\"}", "{\"type\":\"presence\",\"state\":{\"x\":1}}"})
    @DisplayName("L3 over the rate of presence and pings in JSON a session is read more slowly; edits have another one")
    void presence_rate(String message) {
        Peer peer = world.join();
        for (int i = 0; i < 60; i++) {
            peer.text("{\"type\":\"edit\",\"edit\":" + i + ",\"changes\":[{\"op\":\"delete\",\"id\":\"a\"}]}");
        }
        int taken = 0;
        while (peer.isRead()) {
            peer.text(message);
            taken++;
        }
        assertEquals(61, taken, "a second's worth at once, and the one over it");
        assertEquals(121, peer.received.size());
        world.pass(16, peer);
        assertFalse(peer.isRead());
        world.pass(1, peer);
        assertTrue(peer.isRead());
    }

    @Test
    @DisplayName("L3 over the rate of bytes a socket is read more slowly; what had come by then is dealt with in time")
    void byte_rate() {
        Peer peer = world.join();
        String large = "{\"type\":\"ping\",\"x\":\"" + "x".repeat(200_000) + "\"}";
        int sent = 0;
        while (peer.isRead()) {
            peer.text(large);
            sent++;
        }
        assertEquals(11, sent, "two seconds' worth at once");
        assertEquals(10, peer.received.size(), "the one over the rate waits");
        world.pass(200, peer);
        assertTrue(peer.isRead());
        assertEquals(11, peer.received.size());
    }

    @Test
    @DisplayName("L3 whoever has large objects rewritten again and again is read more slowly")
    void rewrites() {
        Peer peer = world.join();
        for (int i = 0; i < 8; i++) {
            assertTrue(peer.isRead());
            peer.connection.rewrote(8 << 20);
        }
        peer.connection.rewrote(8 << 20);
        assertFalse(peer.isRead());
        world.pass(300, peer);
        assertTrue(peer.isRead());
    }

    @Test
    @DisplayName("L8 one who is read slowly is not taken for dead")
    void slow_is_not_dead() {
        Peer peer = world.join();
        ByteBuf flood = Unpooled.buffer();
        for (int i = 0; i < 20_000; i++) {
            flood.writeBytes(SocketWorld.frame(SocketWorld.PONG, true, NOTHING, 0));
        }
        peer.raw(flood);
        world.pass(150_000, peer);
        assertFalse(peer.isRead());
        assertEquals(0, peer.closeCode());
        world.pass(100_000, peer);
        assertTrue(peer.hasLeft, "but it is, once it is read again and says nothing");
    }

    // ---- messages in fragments

    @Test
    @DisplayName("a message in fragments is one message")
    void fragments() {
        Peer peer = world.join();
        byte[] text = PING.getBytes(StandardCharsets.UTF_8);
        peer.send(SocketWorld.TEXT, false, new byte[] {text[0]});
        peer.send(SocketWorld.PING, true, NOTHING);
        for (int i = 1; i < text.length; i++) {
            peer.send(SocketWorld.CONTINUATION, i == text.length - 1, new byte[] {text[i]});
        }
        assertEquals(List.of(new ClientMessage.Ping()), peer.received);
        assertEquals(0, world.sockets.unfinished());
    }

    @Test
    @DisplayName("L1 fragments that are too much together close with 4413 at once, and nothing is kept after it")
    void too_large_in_fragments() {
        Peer peer = world.join();
        peer.frames();
        peer.send(SocketWorld.TEXT, false, new byte[100_000]);
        peer.send(SocketWorld.CONTINUATION, false, new byte[100_000]);
        assertEquals(200_000, world.sockets.unfinished());
        peer.send(SocketWorld.CONTINUATION, false, new byte[100_000]);
        assertEquals(4413, peer.closeCode());
        assertTrue(peer.hasLeft);
        for (int i = 0; i < 20; i++) {
            peer.send(SocketWorld.CONTINUATION, false, new byte[100_000]);
            assertEquals(0, world.sockets.unfinished());
        }
        assertTrue(peer.received.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("L1 a frame that says it is too large closes with 4413 before it has come; the rest is thrown away")
    void too_large_a_frame(boolean answers) {
        Peer peer = world.join();
        peer.frames();
        peer.raw(SocketWorld.frame(SocketWorld.TEXT, true, NOTHING, FRAME_AND_ONE));
        assertEquals(4413, peer.closeCode());
        peer.raw(Unpooled.wrappedBuffer(new byte[100_000]));
        assertEquals(0, world.sockets.unfinished());
        if (answers) {
            peer.channel.close();
        } else {
            assertTrue(peer.channel.isOpen());
            world.pass(FrameReader.DEAF_CLOSE_WITHIN_MS, peer);
        }
        assertFalse(peer.channel.isOpen());
    }

    @Test
    @DisplayName("a binary frame closes with 4400")
    void binary() {
        Peer peer = world.join();
        peer.send(SocketWorld.BINARY, true, NOTHING);
        assertEquals(4400, peer.closeCode());
    }

    @Test
    @DisplayName("of what all sockets have begun to send, who has held much for the longest is closed with 1013")
    void unfinished_in_all() {
        Peer[] peers = new Peer[5];
        for (int i = 0; i < 5; i++) {
            peers[i] = world.join();
            peers[i].frames();
            peers[i].raw(SocketWorld.frame(SocketWorld.TEXT, true, new byte[240_000], 250_000));
        }
        assertEquals(1013, peers[0].closeCode());
        assertEquals(0, peers[1].closeCode());
        assertTrue(world.sockets.unfinished() <= 1 << 20, "what it had sent was let go");
        peers[4].raw(Unpooled.wrappedBuffer(new byte[10_000]));
        assertEquals(4400, peers[4].closeCode(), "it was read: it is no message");
    }

    // ---- before hello

    @Test
    @DisplayName("J3 a socket without hello is closed in time, also when a little comes all the time")
    void hello_in_time() {
        Peer peer = world.open();
        ByteBuf hello = SocketWorld.frame(SocketWorld.TEXT, true, NOTHING, 100);
        peer.raw(hello);
        for (int i = 0; i < 99 && peer.channel.isOpen(); i++) {
            peer.raw(Unpooled.wrappedBuffer(new byte[] {'{'}));
            world.pass(HELLO_MS / 50, peer);
        }
        assertEquals(4400, peer.closeCode());
        assertFalse(peer.channel.isOpen());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("J4 before hello nothing larger than a hello is kept, in one frame or in many")
    void hello_size(boolean inFragments) {
        Peer peer = world.open();
        if (inFragments) {
            peer.send(SocketWorld.TEXT, false, new byte[10_000]);
            assertEquals(0, peer.closeCode());
            peer.send(SocketWorld.CONTINUATION, false, new byte[10_000]);
        } else {
            peer.raw(SocketWorld.frame(SocketWorld.TEXT, true, new byte[20_000], 100_000));
        }
        assertEquals(4400, peer.closeCode());
        assertEquals(0, world.sockets.unfinished());

        Peer whole = world.open();
        whole.text("{\"type\":\"hello\",\"client\":\"" + new UUID(0, 1) + "\",\"x\":\"" + "x".repeat(20_000) + "\"}");
        assertEquals(4400, whole.closeCode(), "also when it comes at once");
    }

    @Test
    @DisplayName("while its hello is answered a socket is not read, and what had come waits in order")
    void during_hello() {
        Peer peer = world.open();
        peer.hello();
        assertFalse(peer.isRead());
        for (int i = 0; i < 3; i++) {
            peer.text("{\"type\":\"presence\",\"state\":" + i + "}");
        }
        assertTrue(peer.received.isEmpty());
        peer.joined.complete(peer);
        assertTrue(peer.isRead());
        assertEquals(3, peer.received.size());
        assertEquals(
                "0", ((ClientMessage.Presence) peer.received.getFirst()).state().toString());
    }

    @Test
    @DisplayName("J2 so many sockets may wait for their hello: one that says it, closes or is late makes room")
    void waiting_for_hello() {
        Peer says = world.open();
        Peer closes = world.open();
        Peer late = world.open();
        assertFalse(world.sockets.admits());
        says.hello();
        assertTrue(world.sockets.admits());
        assertFalse(world.sockets.admits());
        closes.channel.close();
        assertTrue(world.sockets.admits());
        assertFalse(world.sockets.admits());
        world.pass(HELLO_MS, late);
        assertTrue(world.sockets.admits());
        late.channel.close();
        says.channel.close();
        assertFalse(world.sockets.admits(), "each makes room once");
    }

    // ---- closing

    @Test
    @DisplayName("who does not answer the close frame is cut after a while; who answers, at once")
    void close_unanswered() {
        Peer silent = world.join();
        Peer honest = world.join();
        silent.text("{}");
        honest.text("{}");
        assertEquals(4400, silent.closeCode());
        assertEquals(4400, honest.closeCode());
        honest.send(SocketWorld.CLOSE, true, new byte[] {3, (byte) 232});
        assertFalse(honest.channel.isOpen());
        world.pass(FrameReader.CLOSE_WITHIN_MS - 100, silent);
        assertTrue(silent.channel.isOpen());
        world.pass(100, silent);
        assertFalse(silent.channel.isOpen());
    }

    @Test
    @DisplayName("who closes and does not read the answer is out of the room at once, and cut after a while")
    void close_not_read() {
        Peer peer = world.join();
        peer.network.isStuck = true;
        peer.send(SocketWorld.CLOSE, true, new byte[] {3, (byte) 232});
        assertTrue(peer.hasLeft);
        assertTrue(peer.channel.isOpen());
        world.pass(FrameReader.CLOSE_WITHIN_MS, peer);
        assertFalse(peer.channel.isOpen());
    }

    @Test
    @DisplayName("after the close of a socket, by the server or the room, its messages go nowhere")
    void nothing_after_the_close() {
        Peer peer = world.join();
        peer.connection.close(new ServerMessage.Pong(), CloseCode.RESTARTING);
        peer.text(PING);
        assertTrue(peer.received.isEmpty());
        assertEquals(1012, peer.closeCode());
    }

    @Test
    @DisplayName("L8 who takes nothing of what waits for it is closed, and then cut")
    void takes_nothing() {
        Peer peer = world.join();
        peer.network.isStuck = true;
        peer.connection.send(new byte[100]);
        for (int i = 0; i < 5 && peer.channel.isOpen(); i++) {
            peer.send(SocketWorld.PONG, true, NOTHING);
            world.pass(20_000, peer);
        }
        assertTrue(peer.hasLeft);
        assertFalse(peer.channel.isOpen());
        assertEquals(0, world.sockets.unsent());
    }

    // ---- what waits to be sent

    @Test
    @DisplayName("R6 a socket is behind at its backlog, and sooner the more all sockets have unsent")
    void behind() {
        Peer one = world.join();
        one.network.isStuck = true;
        one.connection.send(new byte[SocketWorld.BACKLOG]);
        assertFalse(one.connection.isBehind());
        one.connection.send(new byte[1]);
        assertTrue(one.connection.isBehind());

        Peer two = world.join();
        Peer three = world.join();
        two.network.isStuck = true;
        three.network.isStuck = true;
        two.connection.send(new byte[600_000]);
        three.connection.send(new byte[60_000]);
        assertFalse(three.connection.isBehind());
        three.connection.send(new byte[50_000]);
        assertTrue(three.connection.isBehind(), "1 MiB for all is nearly used");
        one.network.take();
        assertFalse(three.connection.isBehind());
    }

    @Test
    @DisplayName("over what all sockets may have unsent, who has had much for the longest is cut")
    void unsent_in_all() {
        Peer slow = world.join();
        Peer other = world.join();
        slow.network.isStuck = true;
        other.network.isStuck = true;
        slow.connection.send(new byte[500_000]);
        other.connection.send(new byte[500_000]);
        assertTrue(slow.channel.isOpen());
        other.connection.send(new byte[100_000]);
        assertFalse(slow.channel.isOpen());
        assertTrue(other.channel.isOpen());
        other.network.take();
        assertEquals(0, world.sockets.unsent());
    }

    @Test
    @DisplayName("R3 R9 a deflated frame is unsent with the bytes that it has, until the network has taken it")
    void deflated() {
        Peer peer = world.join();
        peer.network.isStuck = true;
        peer.connection.sendDeflated(new byte[70_000]);
        assertEquals(70_000, peer.connection.unsent());
        peer.network.take();
        assertEquals(0, peer.connection.unsent());
        peer.connection.sendDeflated(new byte[4 * SocketWorld.BACKLOG + 1]);
        assertFalse(peer.channel.isOpen());
        assertEquals(0, world.sockets.unsent());
    }

    @Test
    @DisplayName("a socket that is sent four backlogs and takes nothing is cut, and holds nothing more")
    void cut() {
        Peer peer = world.join();
        peer.connection.send(new byte[4 * SocketWorld.BACKLOG - 1]);
        peer.network.isStuck = true;
        assertTrue(peer.channel.isOpen());
        peer.connection.send(new byte[4 * SocketWorld.BACKLOG + 1]);
        assertFalse(peer.channel.isOpen());
        assertEquals(0, world.sockets.unsent());
        assertTrue(peer.hasLeft);
    }
}
