package dev.easel.server.historyapi;

import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.history.Feed;
import dev.easel.server.history.PastEvents;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The change feed: all durable events from one on, as they come, as server-sent events. Their number is bounded.
 * Used by all event loops.
 */
final class FeedResource {
    /** Streams of an instance at the same time. */
    static final int MOST = 200;

    private static final int RETRY_AFTER_S = 5;

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "text/event-stream", "X-Accel-Buffering", "no");

    private final PastEvents events;
    private final Feed feed;
    private final Permits permits;
    private final Set<FeedStream> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isDraining = new AtomicBoolean();

    FeedResource(PastEvents events, Feed feed, Permits permits) {
        this.events = events;
        this.feed = feed;
        this.permits = permits;
    }

    /** What cannot be followed is told before the stream begins. */
    Future<Reply> get(Call call) {
        UUID project = call.project();
        long after = call.lastEventId()
                .orElseGet(() -> call.number("after", 0, Long.MAX_VALUE).orElse(0));
        return permits.run(() -> events.after(project, after, 1)).map(_ -> begin(call, project, after));
    }

    private Reply begin(Call call, UUID project, long after) {
        FeedStream stream = new FeedStream(feed, project, after, call::onLoop);
        open.add(stream);
        if (open.size() > MOST) {
            open.remove(stream);
            throw Problem.unavailable("too many follow changes at the moment; try again later", RETRY_AFTER_S, null);
        }
        if (isDraining.get()) {
            stream.end(); // and not a 503, after which a browser would not come again
        }
        call.whenEnded(() -> {
            open.remove(stream);
            stream.end();
        });
        return new Reply.Streamed(200, HEADERS, stream);
    }

    /** The server ends: streams end, and who follows comes back to another instance. */
    void drain() {
        isDraining.set(true);
        List.copyOf(open).forEach(FeedStream::end);
    }
}
