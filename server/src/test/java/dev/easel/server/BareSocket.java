package dev.easel.server;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A WebSocket to a project of which every frame is seen and nothing is answered by itself: for what clients do only
 * when they are broken. Reading has a deadline.
 */
final class BareSocket implements AutoCloseable {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int DEADLINE_MS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final List<String> head = new ArrayList<>();

    /** @param headers lines on top of those that every upgrade needs */
    BareSocket(URI server, String project, String... headers) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(DEADLINE_MS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        String request = "GET /api/projects/" + project
                + "/socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + String.join(
                        "", List.of(headers).stream().map(it -> it + "\r\n").toList()) + "\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.add(line);
        }
    }

    /** Of the answer to the upgrade. */
    int status() {
        return Integer.parseInt(head.getFirst().split(" ")[1]);
    }

    /** A header of the answer to the upgrade; empty where it is not there. */
    String header(String name) {
        return head.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The next frame; a close frame of code 1006 where the connection ends without one. */
    Frame read() throws IOException {
        try {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = (int) in.readLong();
            }
            return new Frame(opcode, in.readNBytes(length));
        } catch (EOFException end) {
            return new Frame(
                    CLOSE, ByteBuffer.allocate(2).putShort((short) 1006).array());
        }
    }

    /** Sends a frame of less than 126 bytes, masked with zeros. */
    void send(int opcode, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
        frame.put((byte) (0x80 | opcode))
                .put((byte) (0x80 | payload.length))
                .putInt(0)
                .put(payload);
        out.write(frame.array());
    }

    /** Sends bytes as they are. Waits while the server takes none, until the socket is closed. */
    void sendRaw(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    void sendText(String text) throws IOException {
        send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next; (next = in.readUnsignedByte()) != '\n'; ) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Frame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** Of a close frame. */
        int code() {
            return ByteBuffer.wrap(payload).getShort() & 0xffff;
        }
    }
}
