package dev.easel.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The client's end of one WebSocket (RFC 6455): as much of it as a server that behaves needs. What it does not expect
 * ends the run. Confined to the generator's thread.
 */
final class WebSocket {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;

    /** Unsent bytes at which the server counts as one that does not read. */
    private static final int MOST_UNSENT = 1 << 20;

    /** Bytes of the buffer while no longer frame is under way. */
    private static final int SMALL = 16 << 10;

    /** More than the largest frame a server may send. */
    private static final int LARGEST = 4 << 20;

    private static final int LONGEST_HEADER = 10;

    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Listener listener;
    private ByteBuffer out = ByteBuffer.allocateDirect(4 << 10);
    private byte[] in = new byte[SMALL];
    private int kept;
    private boolean open;

    WebSocket(Selector selector, InetSocketAddress address, String path, Listener listener) throws IOException {
        this.listener = listener;
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + address.getHostString() + ":" + address.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: easel.v1\r\n\r\n";
        out.put(request.getBytes(StandardCharsets.US_ASCII));
        flush();
    }

    void send(byte[] text, int length) throws IOException {
        frame(TEXT, text, 0, length);
        flush();
    }

    /**
     * Reads what is there, at most as much as the buffer takes, so that a client that gets a snapshot delays the others
     * by one frame at most.
     */
    void read() throws IOException {
        int read = channel.read(ByteBuffer.wrap(in, kept, in.length - kept));
        if (read < 0) {
            throw new IOException("the server closed the connection");
        }
        long now = System.nanoTime();
        int end = kept + read;
        int from = open ? 0 : upgraded(in, end);
        if (open) {
            from = frames(in, from, end, now);
        }
        keep(from, end);
    }

    /** Keeps the beginning of a frame until its rest comes, and makes room for that rest. */
    private void keep(int from, int end) throws IOException {
        kept = end - from;
        int size = open && kept >= LONGEST_HEADER ? payload(in, from) - from + length(in, from) : 0;
        size = Math.max(SMALL, size);
        if (size > LARGEST || kept == size) {
            throw new IOException("the server sends more than " + kept + " bytes at once");
        }
        byte[] next = in.length == size ? in : new byte[size];
        System.arraycopy(in, from, next, 0, kept);
        in = next;
    }

    /** Sends what could not be sent before. */
    void flush() throws IOException {
        out.flip();
        channel.write(out);
        out.compact();
        int wanted = out.position() > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }

    /** Returns where the frames begin, or 0 while the answer is not complete. */
    private int upgraded(byte[] in, int end) throws IOException {
        for (int i = 3; i < end; i++) {
            if (in[i] == '\n' && in[i - 1] == '\r' && in[i - 2] == '\n' && in[i - 3] == '\r') {
                String answer = new String(in, 0, i + 1, StandardCharsets.US_ASCII);
                if (!answer.startsWith("HTTP/1.1 101 ")) {
                    throw new IOException("the server refused the socket: " + answer.strip());
                }
                open = true;
                listener.opened();
                return i + 1;
            }
        }
        return 0;
    }

    /** Returns where the first incomplete frame begins. */
    private int frames(byte[] in, int start, int end, long now) throws IOException {
        int at = start;
        while (end - at >= 2) {
            int payload = payload(in, at);
            if (payload > end || length(in, at) > end - payload) {
                break;
            }
            int next = payload + length(in, at);
            frame(in[at] & 0xff, in, payload, next, now);
            at = next;
        }
        return at;
    }

    /** Where the payload begins of the frame that begins at {@code at}. */
    private static int payload(byte[] in, int at) {
        int length = in[at + 1] & 0x7f;
        return at + 2 + (length < 126 ? 0 : length == 126 ? 2 : 8);
    }

    /** How long the payload is of the frame that begins at {@code at}; its header is complete. */
    private static int length(byte[] in, int at) {
        int length = in[at + 1] & 0x7f;
        return length < 126 ? length : number(in, at + 2, payload(in, at));
    }

    private void frame(int first, byte[] in, int from, int to, long now) throws IOException {
        int kind = first & 0x0f;
        if ((first & FINAL) == 0 || kind == CONTINUATION) {
            throw new IOException("the server sends a message in several frames");
        } else if (kind == TEXT) {
            listener.text(in, from, to, now);
        } else if (kind == BINARY) {
            listener.deflated(in, from, to, now);
        } else if (kind == PING) {
            frame(PONG, in, from, to - from);
            flush();
        } else if (kind == CLOSE) {
            throw new IOException("the server closed the socket with "
                    + (to > from ? number(in, from, from + 2) + " " + text(in, from + 2, to) : "no code"));
        }
    }

    private void frame(int kind, byte[] payload, int from, int length) throws IOException {
        reserve(length + 8);
        out.put((byte) (FINAL | kind));
        if (length < 126) {
            out.put((byte) (MASKED | length));
        } else if (length <= 0xffff) {
            out.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            throw new IOException("the generator sends no frame of " + length + " bytes");
        }
        out.put(MASK);
        for (int i = 0; i < length; i++) {
            out.put((byte) (payload[from + i] ^ MASK[i & 3]));
        }
    }

    private void reserve(int bytes) throws IOException {
        if (out.remaining() >= bytes) {
            return;
        }
        if (out.position() + bytes > MOST_UNSENT) {
            throw new IOException("the server does not read");
        }
        out = ByteBuffer.allocateDirect(2 * (out.position() + bytes)).put(out.flip());
    }

    private static int number(byte[] in, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = (number << 8) | (in[i] & 0xff);
        }
        return number;
    }

    private static String text(byte[] in, int from, int to) {
        return new String(Arrays.copyOfRange(in, from, to), StandardCharsets.UTF_8);
    }

    /** Told what happens on the socket. */
    interface Listener {
        void opened() throws IOException;

        /** @param now the nanosecond time at which it was read */
        void text(byte[] in, int from, int to, long now) throws IOException;

        /** The same for a binary frame. */
        void deflated(byte[] in, int from, int to, long now) throws IOException;
    }
}
