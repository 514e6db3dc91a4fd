package dev.easel.server.canvas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.protocol.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Says what a canvas does: {@code given(changes).when(changes).then…}. Changes are written as on the wire. */
final class CanvasSpec {
    static final UUID CLIENT = UUID.fromString("6b1c0a5e-0000-4000-8000-000000000001");

    private final Canvas canvas;
    private long edits;
    private Decision decision;

    private CanvasSpec(Limits limits) {
        canvas = new Canvas(limits);
    }

    static CanvasSpec given(String... changes) {
        return given(Limits.DEFAULTS, changes);
    }

    static CanvasSpec given(Limits limits, String... changes) {
        CanvasSpec spec = new CanvasSpec(limits);
        if (changes.length > 0) {
            spec.when(changes).accepted();
        }
        return spec;
    }

    CanvasSpec when(String... changes) {
        decision = canvas.decide(edit(++edits, 1_000 + edits, changes));
        if (decision instanceof Decision.Accepted accepted) {
            canvas.apply(accepted);
        }
        return this;
    }

    static AuthoredEdit edit(long number, long at, String... changes) {
        String frame = "{\"type\":\"edit\",\"edit\":" + number + ",\"changes\":[" + String.join(",", changes) + "]}";
        Decoded decoded = new ClientCodec(Limits.DEFAULTS).decode(frame.getBytes(StandardCharsets.UTF_8));
        Decoded.Message message = assertInstanceOf(Decoded.Message.class, decoded, decoded.toString());
        return new AuthoredEdit(CLIENT, "ada", at, (Edit) message.message());
    }

    Event accepted() {
        return assertInstanceOf(Decision.Accepted.class, decision).event();
    }

    CanvasSpec thenEventHas(int changes) {
        assertEquals(changes, accepted().changes().size());
        return this;
    }

    /** Objects as {@code id → props}, props in the order the canvas keeps them. */
    CanvasSpec then(Map<String, String> objects) {
        accepted();
        return thenStill(objects);
    }

    CanvasSpec thenStill(Map<String, String> objects) {
        assertEquals(new TreeMap<>(objects), objects());
        return this;
    }

    CanvasSpec thenRefused(RefusalCode code) {
        assertEquals(
                code,
                assertInstanceOf(Decision.Refused.class, decision).refusal().code());
        return this;
    }

    Canvas canvas() {
        return canvas;
    }

    private Map<String, String> objects() {
        return canvas.objects().stream()
                .collect(Collectors.toMap(
                        CanvasObject::id, object -> object.props().toString(), (a, _) -> a, TreeMap::new));
    }

    static String put(String id, String props) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":" + props + "}";
    }

    /** @param what the fields of the patch, such as {@code "set":{"x":1}} */
    static String patch(String id, String what) {
        return "{\"op\":\"patch\",\"id\":\"" + id + "\"," + what + "}";
    }

    static String delete(String id) {
        return "{\"op\":\"delete\",\"id\":\"" + id + "\"}";
    }

    static List<Change> changes(String... changes) {
        return edit(1, 0, changes).edit().changes();
    }
}
