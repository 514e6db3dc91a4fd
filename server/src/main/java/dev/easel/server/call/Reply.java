package dev.easel.server.call;

import dev.easel.protocol.json.JsonWriter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The response of an endpoint that succeeded. */
public sealed interface Reply {
    Map<String, String> JSON = Map.of("Content-Type", "application/json");

    int status();

    /** By name. Of {@code Set-Cookie} several may be there, a line each. */
    Map<String, String> headers();

    /** A response without a body. */
    record Empty(int status, Map<String, String> headers) implements Reply {}

    /** A response whose body is in memory and is sent at once. */
    record Buffered(int status, Map<String, String> headers, Buffer body) implements Reply {
        /** The same with one more header. */
        public Buffered with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Buffered(status, more, body);
        }
    }

    /**
     * A response whose body is made and sent piece by piece, as fast as the caller reads.
     *
     * @param headers with the Content-Length, if it is known
     * @param pieces of some hundred KiB at most; iterated on the event loop, once
     */
    record Streamed(int status, Map<String, String> headers, Iterator<Future<Buffer>> pieces) implements Reply {}

    static Reply noContent() {
        return new Empty(204, Map.of());
    }

    static Reply created(String location, Record body) {
        return new Buffered(
                201, Map.of("Content-Type", "application/json", "Location", location), JsonBodies.write(body));
    }

    static Reply json(Record body) {
        return json(200, body);
    }

    static Reply json(int status, Record body) {
        return new Buffered(status, JSON, JsonBodies.write(body));
    }

    static Reply json(JsonWriter body) {
        return new Buffered(200, JSON, Buffer.buffer(body.toBytes()));
    }
}
