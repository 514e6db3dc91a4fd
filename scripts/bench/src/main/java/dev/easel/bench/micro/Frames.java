package dev.easel.bench.micro;

import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Events;
import dev.easel.protocol.ServerMessage.ObjectState;
import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** Frames as a room sends them. */
final class Frames {
    /** Bytes of objects in one frame. */
    private static final int FRAME = 256 << 10;

    private Frames() {}

    static byte[] of(Json... events) {
        return ServerCodec.encode(new Events(List.of(events), OptionalLong.empty()));
    }

    /** The objects in frames; what a session's copy is brought up to date with. */
    static List<byte[]> of(Collection<CanvasObject> objects) {
        List<byte[]> frames = new ArrayList<>();
        List<ObjectState> sent = new ArrayList<>();
        int bytes = 0;
        for (CanvasObject object : objects) {
            bytes += object.props().length() + 96;
            if (!sent.isEmpty() && bytes > FRAME) {
                frames.add(ServerCodec.encode(new Objects(sent, List.of())));
                sent.clear();
                bytes = object.props().length() + 96;
            }
            sent.add(new ObjectState(object.id(), object.props()));
        }
        frames.add(ServerCodec.encode(new Objects(sent, List.of())));
        return frames;
    }
}
