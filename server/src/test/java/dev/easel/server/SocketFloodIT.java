package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sockets that send without end and do not read: what the server takes of it, and how others fare meanwhile. */
@Timeout(60)
class SocketFloodIT {
    private static final int WAITING = 6;
    private static final int OFFERED = 32 << 20;

    /** What the network between the two ends may hold by itself. */
    private static final int TAKEN = 20 << 20;

    private static TestDatabase database;
    private static TestEasel easel;

    private final String project = easel.createProject();

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(
                database.address(),
                "EASEL_SOCKETS_WAITING",
                Integer.toString(WAITING),
                "EASEL_SOCKET_BYTES",
                Integer.toString(1 << 20));
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    static Stream<Flood> floods() {
        return Stream.of(
                new Flood("pings before hello", false, frame(0x89, 0)),
                new Flood("pings after hello", true, frame(0x89, 100)),
                new Flood("pongs", true, frame(0x8A, 0)),
                new Flood("empty fragments", true, frame(0x00, 0)),
                new Flood("fragments before hello", false, frame(0x00, 100)),
                new Flood("empty messages", true, frame(0x81, 0)),
                new Flood("binary frames", true, frame(0x82, 100)),
                new Flood("nothing but heads of large frames", true, new byte[] {
                    (byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, 15, 0, 0, 0, 0, 0, 0
                }));
    }

    @ParameterizedTest
    @MethodSource("floods")
    @DisplayName("L3 a flood from one who does not read is read slowly or ends, and others edit as always")
    void floods(Flood flood) throws IOException, InterruptedException {
        Thread attacker;
        try (BareSocket socket = new BareSocket(easel.uri(), project);
                BoardClient ada = new BoardClient().join(easel.uri(), project)) {
            if (flood.afterHello()) {
                socket.sendText("{\"type\":\"hello\",\"client\":\"" + UUID.randomUUID() + "\"}");
            }
            socket.sendRaw(new byte[] {0x01, (byte) 0x81, 0, 0, 0, 0, '{'}); // a message begins
            AtomicLong taken = new AtomicLong();
            attacker = Thread.ofPlatform().start(() -> flood.run(socket, taken));
            for (int i = 0; i < 30; i++) {
                long edit = ada.edit("{\"op\":\"put\",\"id\":\"a\",\"props\":{\"n\":" + i + "}}");
                ada.awaitSeq(edit);
                ada.awaitDurable(edit);
            }
            assertTrue(taken.get() < TAKEN, "the server took " + taken.get() + " bytes");
        }
        attacker.join();
    }

    @Test
    @DisplayName("J2 while too many sockets have not said hello an upgrade is answered 503 with Retry-After")
    void waiting_for_hello() throws IOException {
        List<BareSocket> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < WAITING; i++) {
                waiting.add(new BareSocket(easel.uri(), project));
                assertEquals(101, waiting.getLast().status());
            }
            try (BareSocket refused = new BareSocket(easel.uri(), project)) {
                assertEquals(503, refused.status());
                assertFalse(refused.header("Retry-After").isEmpty());
                assertEquals("application/problem+json", refused.header("Content-Type"));
            }
            waiting.getFirst().sendText("{\"type\":\"hello\",\"client\":\"" + UUID.randomUUID() + "\"}");
            assertEquals(BareSocket.TEXT, waiting.getFirst().read().opcode());
            waiting.add(new BareSocket(easel.uri(), project));
            assertEquals(101, waiting.getLast().status());
        } finally {
            for (BareSocket socket : waiting) {
                socket.close();
            }
        }
    }

    /** A client's frame, masked with zeros. */
    private static byte[] frame(int head, int payload) {
        byte[] frame = new byte[6 + payload];
        frame[0] = (byte) head;
        frame[1] = (byte) (0x80 | payload);
        return frame;
    }

    record Flood(String name, boolean afterHello, byte[] frame) {
        void run(BareSocket socket, AtomicLong taken) {
            byte[] many = new byte[frame.length * 4_096];
            for (int i = 0; i < 4_096; i++) {
                System.arraycopy(frame, 0, many, i * frame.length, frame.length);
            }
            try {
                while (taken.get() < OFFERED) {
                    socket.sendRaw(many);
                    taken.addAndGet(many.length);
                }
            } catch (IOException ended) {
                assertEquals(101, socket.status(), () -> "it was never open: " + ended);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
