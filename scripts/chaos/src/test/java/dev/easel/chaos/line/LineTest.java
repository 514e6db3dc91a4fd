package dev.easel.chaos.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineTest {
    private ServerSocket server;
    private Line line;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        line = Line.to((InetSocketAddress) server.getLocalSocketAddress());
    }

    @AfterEach
    void close() throws IOException {
        line.close();
        server.close();
    }

    @Test
    @DisplayName("a line passes on what is said in both directions, and the end of each")
    void open() throws IOException {
        try (Socket near = connect();
                Socket far = server.accept()) {
            say(near, "ping");
            assertEquals("ping", heard(far, 4));
            say(far, "pong");
            assertEquals("pong", heard(near, 4));
            near.shutdownOutput();
            assertEquals(-1, far.getInputStream().read());
            say(far, "still");
            far.shutdownOutput();
            assertEquals("still", heard(near, 5));
            assertEquals(-1, near.getInputStream().read());
        }
    }

    @Test
    @DisplayName("what is said on a silent line arrives when it is mended, the end of the connection too")
    void silent_and_mended() throws IOException {
        try (Socket near = connect();
                Socket far = server.accept()) {
            line.silence();
            say(near, "late");
            near.shutdownOutput();
            line.mend();
            assertEquals("late", heard(far, 4));
            assertEquals(-1, far.getInputStream().read());
        }
    }

    @Test
    @DisplayName("what is said on a silent line that breaks never arrives, and both ends hear of it")
    void silent_and_broken() throws IOException {
        try (Socket near = connect();
                Socket far = server.accept()) {
            line.silence();
            say(near, "lost");
            line.breakOff();
            assertThrows(IOException.class, () -> heard(far, 1));
            assertThrows(IOException.class, () -> heard(near, 1));
        }
    }

    @Test
    @DisplayName("a connection that is made while the line is silent reaches the server when it is mended")
    void connected_while_silent() throws IOException {
        line.silence();
        try (Socket near = connect()) {
            say(near, "hello");
            line.mend();
            try (Socket far = server.accept()) {
                assertEquals("hello", heard(far, 5));
            }
        }
    }

    @Test
    @DisplayName("a broken line ends every new connection, until it is mended")
    void broken() throws IOException {
        line.breakOff();
        try (Socket refused = connect()) {
            assertThrows(IOException.class, () -> {
                say(refused, "a");
                heard(refused, 1);
            });
        }
        line.mend();
        try (Socket near = connect();
                Socket far = server.accept()) {
            say(near, "b");
            assertEquals("b", heard(far, 1));
        }
    }

    @Test
    @DisplayName("a slow line passes nothing on before its time")
    void slow() throws IOException {
        try (Socket near = connect();
                Socket far = server.accept()) {
            line.slow(200);
            long before = System.nanoTime();
            say(near, "a");
            assertEquals("a", heard(far, 1));
            assertTrue(System.nanoTime() - before >= TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    @Test
    @DisplayName("where nobody listens any more, a connection is ended at once")
    void nobody() throws IOException {
        server.close();
        try (Socket near = connect()) {
            assertThrows(IOException.class, () -> {
                say(near, "a");
                heard(near, 1);
            });
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), line.port());
    }

    private static void say(Socket socket, String what) throws IOException {
        socket.getOutputStream().write(what.getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws IOException the connection was reset, or has ended */
    private static String heard(Socket socket, int length) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the end");
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
