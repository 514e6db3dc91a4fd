package dev.easel.server.signin;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sign-ins that were asked for within the last seconds, so that not each request asks the database. One that has
 * ended on another instance counts here for {@link #FRESH_MS} at most. May be used from any thread.
 */
final class RecentSignIns {
    /** How old an answer may be, in milliseconds. */
    static final long FRESH_MS = 5_000;

    /** Answers that are kept; the oldest go first, and are asked for again. */
    static final int MOST = 10_000;

    private final SignIns stored;
    private final InstantSource steady;
    private final Map<String, Known> known = new LinkedHashMap<>();
    private long ended;

    private record Known(Optional<SignIn> answer, long at) {}

    /** @param steady a clock that is not set */
    RecentSignIns(SignIns stored, InstantSource steady) {
        this.stored = stored;
        this.steady = steady;
    }

    Future<Optional<SignIn>> find(String key) {
        long now = steady.millis();
        Optional<Known> recent = recent(key, now);
        if (recent.isPresent()) {
            return Future.succeededFuture(recent.get().answer());
        }
        long before = ended();
        return stored.find(key).onSuccess(answer -> keep(key, new Known(answer, now), before));
    }

    /** It counts here no more from the moment of the call on. */
    Future<Void> end(String key) {
        forget(key);
        return stored.end(key).onSuccess(_ -> forget(key));
    }

    private synchronized Optional<Known> recent(String key, long now) {
        return Optional.ofNullable(known.get(key)).filter(it -> now - it.at() < FRESH_MS);
    }

    private synchronized long ended() {
        return ended;
    }

    /** @param before an answer that was asked for before one has ended may be of that one, and is not kept */
    private synchronized void keep(String key, Known answer, long before) {
        if (before != ended) {
            return;
        }
        known.remove(key);
        known.put(key, answer);
        Iterator<String> oldest = known.keySet().iterator();
        while (known.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    private synchronized void forget(String key) {
        ended++;
        known.remove(key);
    }
}
