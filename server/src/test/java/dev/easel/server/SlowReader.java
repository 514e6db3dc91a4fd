package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that asks, and reads no more of the answer than its first byte until {@link #rest}. */
public final class SlowReader implements AutoCloseable {
    private static final int DEADLINE_MS = 10_000;

    private final Socket socket = new Socket();

    /** Returns once the answer has begun. */
    public SlowReader(int port, String path) throws IOException {
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertEquals('H', socket.getInputStream().read());
    }

    /** Reads on until the answer is broken off, and returns how many bytes there were. */
    public long rest() throws IOException {
        socket.setSoTimeout(DEADLINE_MS);
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        InputStream in = socket.getInputStream();
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        } catch (IOException _) {
            return bytes; // it was reset
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
