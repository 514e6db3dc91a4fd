package dev.easel.server.http;

import dev.easel.protocol.Limits;
import dev.easel.server.bulk.EditRate;
import dev.easel.server.loop.TokenBucket;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How fast edits come over each HTTP connection: a connection has the rate that a WebSocket has. Its requests run one
 * after the other on its event loop. Used by all event loops.
 */
final class EditRates {
    private final Limits limits;
    /** Of clients' connections, as long as anybody else holds them. */
    private final Map<Object, TokenBucket> buckets = Collections.synchronizedMap(new WeakHashMap<>());

    EditRates(Limits limits) {
        this.limits = limits;
    }

    EditRate of(Object connection) {
        TokenBucket bucket =
                buckets.computeIfAbsent(connection, _ -> new TokenBucket(limits.edits(), limits.burst(), nowMs()));
        return edits -> bucket.take(edits, nowMs());
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
