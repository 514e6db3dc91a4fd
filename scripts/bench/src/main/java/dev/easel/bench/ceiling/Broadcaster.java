package dev.easel.bench.ceiling;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sockets of one room, and the frame that is gathered for them: the same bytes for all. An event is what the client
 * sent, behind its number and that of its author, which makes it nearly as short as Easel's; nothing is parsed.
 * Confined to one event loop.
 */
final class Broadcaster {
    private static final byte[] BEGIN = ascii("{\"type\":\"events\",\"events\":[");
    private static final byte[] END = ascii("]}");
    private static final int CLIENT_AT = "{\"type\":\"hello\",\"client\":\"00000000-0000-4000-8000-".length();
    private static final int CLIENT_DIGITS = 12;
    private static final int HEXADECIMAL = 16;
    private static final int EDIT_AT = "{\"type\":\"edit\",".length();

    private final List<ServerWebSocket> sockets = new ArrayList<>();
    private byte[] frame = new byte[1 << 10];
    private int length;
    private long seq;

    /** The number of the client in a hello of the generator's, as digits. */
    static byte[] client(byte[] hello) {
        String digits = new String(hello, CLIENT_AT, CLIENT_DIGITS, StandardCharsets.US_ASCII);
        return ascii(Integer.toString(Integer.parseInt(digits, HEXADECIMAL)));
    }

    void join(ServerWebSocket socket) {
        flush();
        send(socket, ascii("{\"type\":\"welcome\",\"seq\":%d}".formatted(seq)));
        send(socket, ascii("{\"type\":\"ready\",\"seq\":%d}".formatted(seq)));
        sockets.add(socket);
    }

    void leave(ServerWebSocket socket) {
        sockets.remove(socket);
    }

    void add(byte[] client, byte[] edit) {
        put(length == 0 ? BEGIN : COMMA, 0);
        put(SEQ, 0);
        put(ascii(Long.toString(++seq)), 0);
        put(OF, 0);
        put(client, 0);
        put(COMMA, 0);
        put(edit, EDIT_AT);
    }

    private static final byte[] COMMA = ascii(",");
    private static final byte[] SEQ = ascii("{\"seq\":");
    private static final byte[] OF = ascii(",\"of\":");

    void flush() {
        if (length == 0) {
            return;
        }
        put(END, 0);
        byte[] bytes = Arrays.copyOf(frame, length);
        length = 0;
        for (ServerWebSocket socket : sockets) {
            send(socket, bytes);
        }
    }

    private void put(byte[] piece, int from) {
        int more = piece.length - from;
        if (length + more > frame.length) {
            frame = Arrays.copyOf(frame, 2 * (length + more));
        }
        System.arraycopy(piece, from, frame, length, more);
        length += more;
    }

    private static void send(ServerWebSocket socket, byte[] text) {
        socket.writeFrame(new WebSocketFrameImpl(WebSocketFrameType.TEXT, text, true));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
