package dev.easel.bench.attack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A TCP connection from the attackers' address, and frames on it that no proper client would send. */
final class RawConnection implements Closeable {
    static final int TEXT = 1;
    static final int PING = 9;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int ANSWER_MS = 10_000;

    /** Not that of the honest clients. */
    private static final byte[] ADDRESS = {127, 0, 0, 2};

    private final Socket socket = new Socket();
    private final InputStream in;

    RawConnection(InetSocketAddress to) throws IOException {
        try {
            socket.setSoLinger(true, 0); // no TIME_WAIT: there are more connections than ports
            socket.setReceiveBufferSize(16 << 10);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), 0));
            socket.connect(to, ANSWER_MS);
            in = new BufferedInputStream(socket.getInputStream(), 4 << 10);
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void write(String ascii) throws IOException {
        write(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** Bytes that came, at most as many as given. */
    int read(byte[] into) throws IOException {
        int read = in.read(into);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        return read;
    }

    /** Waits until the server closes the connection, and reads nothing else than what comes until then. */
    void awaitEnd() throws IOException {
        byte[] any = new byte[1 << 10];
        while (in.read(any) >= 0) {
            Thread.onSpinWait();
        }
    }

    /** A head without a body, to this path. */
    static String head(String method, String path, String... headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + String.join("", headers) + "\r\n";
    }

    /** @throws IOException the upgrade is refused */
    void upgrade(String path) throws IOException {
        socket.setSoTimeout(ANSWER_MS);
        write(head("GET", path, """
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Protocol: easel.v1\r
                """));
        String status = answerHead();
        if (!status.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("the server refused the socket: "
                    + status.lines().findFirst().orElse(""));
        }
        socket.setSoTimeout(0);
    }

    /** The head of an answer. */
    String answerHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    void hello(long client) throws IOException {
        write(frame(
                TEXT,
                "{\"type\":\"hello\",\"client\":\"00000000-0000-4000-8000-%012x\"}"
                        .formatted(0xa00000000000L + client)
                        .getBytes(StandardCharsets.US_ASCII)));
    }

    /** A frame whose mask is all zeros. */
    static byte[] frame(int kind, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (FINAL | kind));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xffff) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.putInt(0).put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
