package dev.easel.bench.micro;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.Limits;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.AuthoredEdit;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.Decision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Edits as clients send them, and a canvas that took them. */
final class Edits {
    static final Limits LIMITS = Limits.DEFAULTS;
    private static final UUID CLIENT = UUID.fromString("6b1c0a5e-0000-4000-8000-000000000001");
    private static final ClientCodec CODEC = new ClientCodec(LIMITS);

    private Edits() {}

    static String put(String id, Object props) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":" + props + "}";
    }

    /** Someone drags an object: the most frequent edit there is. */
    static String move(String id, double x, double y) {
        return "{\"op\":\"patch\",\"id\":\"" + id + "\",\"set\":{\"x\":" + x + ",\"y\":" + y + "}}";
    }

    static String append(String id, int at, String points) {
        return "{\"op\":\"patch\",\"id\":\"" + id + "\",\"append\":{\"points\":{\"at\":" + at + ",\"values\":" + points
                + "}}}";
    }

    static byte[] frame(long edit, String... changes) {
        String text = "{\"type\":\"edit\",\"edit\":" + edit + ",\"group\":\"g" + edit + "\",\"changes\":["
                + String.join(",", changes) + "]}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Edit decoded(byte[] frame) {
        return switch (CODEC.decode(frame)) {
            case Decoded.Message(Edit edit) -> edit;
            case Decoded other -> throw new IllegalArgumentException(other.toString());
        };
    }

    static AuthoredEdit authored(byte[] frame) {
        return authored(decoded(frame));
    }

    static AuthoredEdit authored(Edit edit) {
        return new AuthoredEdit(CLIENT, "Ada", 1_763_700_000_123L, edit);
    }

    /** What the canvas made of the edit, which it must have accepted. */
    static Decision.Accepted accepted(Canvas canvas, AuthoredEdit edit) {
        return switch (canvas.decide(edit)) {
            case Decision.Accepted accepted -> accepted;
            case Decision.Refused refused ->
                throw new IllegalStateException(refused.refusal().message());
        };
    }

    /** A canvas of the objects {@code o0}, {@code o1}…, each put by an edit of its own. */
    static Canvas canvas(List<Json> props) {
        Canvas canvas = new Canvas(LIMITS);
        for (int i = 0; i < props.size(); i++) {
            AuthoredEdit put = authored(frame(i + 1, put("o" + i, props.get(i))));
            canvas.apply(accepted(canvas, put));
        }
        return canvas;
    }
}
