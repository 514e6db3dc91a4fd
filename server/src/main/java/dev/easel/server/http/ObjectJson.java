package dev.easel.server.http;

import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.canvas.CanvasObject;

/** An object as all calls show it. */
public final class ObjectJson {
    private static final int FRAME = 192;

    private ObjectJson() {}

    public static JsonWriter write(CanvasObject object) {
        return new JsonWriter(object.props().length() + FRAME)
                .open('{')
                .field("id", object.id())
                .field("props", object.props())
                .field("seq", object.seq())
                .field("updatedAt", object.updatedAt())
                .field("updatedBy", object.updatedBy())
                .close('}');
    }
}
