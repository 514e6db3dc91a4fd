package dev.easel.server.http;

import dev.easel.protocol.JsonWriter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.Map;

/** What an {@link Endpoint} answers when all went well. */
sealed interface Reply {
    int status();

    Map<String, String> headers();

    /** Nothing but a status. */
    record Empty(int status, Map<String, String> headers) implements Reply {}

    /** A body that is small enough to be sent at once. */
    record Buffered(int status, Map<String, String> headers, Buffer body) implements Reply {}

    /**
     * A body that is made and sent piece by piece, as fast as the caller reads.
     *
     * @param headers with the body's length, where it is known
     * @param pieces of some hundred KiB at most; walked on the event loop, once
     */
    record Streamed(int status, Map<String, String> headers, Iterator<Future<Buffer>> pieces) implements Reply {}

    Map<String, String> JSON = Map.of("Content-Type", "application/json");

    static Reply noContent() {
        return new Empty(204, Map.of());
    }

    static Reply json(JsonWriter body) {
        return json(200, body);
    }

    static Reply json(int status, JsonWriter body) {
        return new Buffered(status, JSON, Buffer.buffer(body.toBytes()));
    }
}
