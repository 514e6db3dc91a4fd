package dev.easel.server.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection over which call after call goes, as long as the server keeps it; then another one is made. Every wait
 * has a deadline.
 */
final class KeptConnection {
    private static final int DEADLINE_MS = 5_000;

    private final int port;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();
    private boolean isKept;

    KeptConnection(int port) {
        this.port = port;
    }

    /**
     * Sends a call, and reads its answer to the end.
     *
     * @return the status; 0 when a new connection ends without an answer
     */
    int call(byte[] request) throws IOException {
        if (isKept) {
            int status = answer(request);
            if (status != 0) {
                return status;
            } // the server ended it after the last answer
        }
        open();
        return answer(request);
    }

    /**
     * Sends bytes over a connection of their own, ends what is sent, and reads until the server ends its side.
     *
     * @return the status of the first answer; 0 when there is none
     */
    static int send(int port, byte[] bytes) throws IOException {
        KeptConnection once = new KeptConnection(port);
        once.open();
        try (Socket opened = once.socket) {
            opened.getOutputStream().write(bytes);
            opened.shutdownOutput();
            byte[] head = once.in.readNBytes("HTTP/1.1 200".length());
            once.in.skip(Long.MAX_VALUE);
            return status(new String(head, StandardCharsets.ISO_8859_1));
        } catch (SocketException _) {
            return 0; // the server took no more of them
        }
    }

    private void open() throws IOException {
        socket.close();
        socket = new Socket();
        socket.setSoLinger(true, 0); // no TIME_WAIT: there are more inputs than ports
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(DEADLINE_MS);
        socket.connect(new InetSocketAddress("127.0.0.1", port), DEADLINE_MS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private int answer(byte[] request) throws IOException {
        isKept = false;
        try {
            socket.getOutputStream().write(request);
        } catch (SocketException _) {
            // the server takes no more, and may have said why
        }
        try {
            return answer();
        } catch (SocketException | EOFException _) {
            return 0;
        }
    }

    private int answer() throws IOException {
        int status = status(line());
        int length = 0;
        boolean isChunked = false;
        isKept = true;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.equals("transfer-encoding: chunked")) {
                isChunked = true;
            } else if (lower.equals("connection: close")) {
                isKept = false;
            }
        }
        if (isChunked) {
            chunks();
        } else {
            in.skipNBytes(length);
        }
        return status;
    }

    private void chunks() throws IOException {
        int length;
        do {
            length = Integer.parseInt(line(), 16);
            in.skipNBytes(length);
            line();
        } while (length > 0);
    }

    /** Without its end. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static int status(String line) {
        return line.startsWith("HTTP/1.1 ") ? Integer.parseInt(line.substring(9, 12)) : 0;
    }
}
