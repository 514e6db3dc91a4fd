package dev.easel.server.http;

import dev.easel.protocol.Limits;
import dev.easel.server.bulk.EditRate;
import dev.easel.server.loop.TokenBucket;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;

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

    /** @param nowMs milliseconds, best of a clock that is not set */
    EditRate of(Object connection, LongSupplier nowMs) {
        TokenBucket bucket = buckets.computeIfAbsent(
                connection, _ -> new TokenBucket(limits.edits(), limits.burst(), nowMs.getAsLong()));
        return edits -> bucket.take(edits, nowMs.getAsLong());
    }
}
