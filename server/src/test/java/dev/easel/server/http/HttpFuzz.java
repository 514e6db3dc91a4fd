package dev.easel.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes to the HTTP port of a server with a project, rooms and a store in memory. The first byte chooses: bytes as they
 * are, or the body, path or header of a call that is well formed besides. A call is answered within a second, and
 * never with a 500: that is a fault of ours.
 */
public final class HttpFuzz {
    private static final int SILENCE_MS = 5_000;
    private static final HttpWorld WORLD = new HttpWorld();
    private static final String PROJECT = WORLD.project("fuzz");

    /** Calls with a body; with {@code %s}, a place for the input; the empty string is for bytes as they are. */
    private static final String[] CALLS = {
        "",
        "POST /api/projects",
        "PATCH " + PROJECT,
        "POST " + PROJECT + "/edits?wait=applied",
        "POST " + PROJECT + "/import",
        "PUT " + PROJECT + "/assets/a",
        "POST " + PROJECT + "/flush",
        "GET /%s",
        "GET /api/projects?%s",
        "GET /api/projects/%s/objects",
        "GET " + PROJECT + "/objects/%s",
        "GET " + PROJECT + "/objects?view=%s",
    };

    private HttpFuzz() {}

    /** The classes are loaded before the first input is timed. */
    public static void fuzzerInitialize() throws IOException {
        for (byte call = 0; call < CALLS.length; call++) {
            fuzzerTestOneInput(new byte[] {call, '{', '}'});
        }
    }

    /** Ends the server, whose threads would keep the process. */
    public static void fuzzerTearDown() {
        WORLD.close();
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length < 2) {
            return;
        }
        String call = CALLS[(input[0] & 0xff) % CALLS.length];
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        byte[] sent = call.isEmpty() ? rest : request(call, rest);
        String status = exchange(sent, !call.isEmpty());
        if (status.startsWith("HTTP/1.1 500") || (status.isEmpty() && !call.isEmpty())) {
            throw new IllegalStateException("answered '" + status + "' to " + call);
        }
    }

    private static byte[] request(String call, byte[] input) {
        boolean isInPath = call.contains("%s");
        String text = new String(input, StandardCharsets.ISO_8859_1).replaceAll("[\\x00-\\x20\\x7f]", "");
        String line = isInPath ? call.replace("%s", text) : call;
        byte[] body = isInPath ? new byte[0] : input;
        byte[] head = (line + " HTTP/1.1\r\nHost: 127.0.0.1:" + WORLD.port + "\r\nContent-Type: application/json\r\n"
                        + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** The status line of the answer; of bytes that are no call, only whatever has been answered by then. */
    private static String exchange(byte[] request, boolean isCall) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoLinger(true, 0); // no TIME_WAIT: there are more inputs than ports
            socket.setSoTimeout(SILENCE_MS);
            socket.connect(new InetSocketAddress("127.0.0.1", WORLD.port), SILENCE_MS);
            socket.getOutputStream().write(request);
            if (!isCall) {
                return "";
            }
            byte[] line = new byte[64];
            InputStream in = socket.getInputStream();
            int length = Math.max(0, in.readNBytes(line, 0, 12));
            return new String(line, 0, length, StandardCharsets.ISO_8859_1);
        }
    }
}
