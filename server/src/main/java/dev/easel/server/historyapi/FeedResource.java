package dev.easel.server.historyapi;

import dev.easel.server.call.Call;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.history.Feed;
import dev.easel.server.loop.SharedBytes;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * The change feed: all durable events from one on, as they come, as server-sent events. The number of feeds is bounded,
 * and so are the bytes that wait for their clients. No feed waits behind other reads of the past: a browser that is
 * answered 503 does not come again. Used by all event loops.
 */
final class FeedResource {
    /** Streams of an instance at the same time. */
    static final int MOST = 200;

    /** Bytes of events that clients have not taken yet, of all streams; who takes none for longest is cut off. */
    static final long UNREAD_BYTES = 32 << 20;

    /** Bytes of one client, above which it may be cut off. */
    private static final int MUCH = 64 << 10;

    /** Within this time a client comes again, in milliseconds; not all of them at once. */
    private static final int RETRY_MS = 1_000;

    private static final int RETRY_SPREAD_MS = 4_000;

    private static final int RETRY_AFTER_S = 5;

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "text/event-stream", "X-Accel-Buffering", "no");

    private final Feed feed;
    private final RandomGenerator random;
    private final SharedBytes unread = new SharedBytes(UNREAD_BYTES, MUCH);
    private final Set<FeedStream> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isDraining = new AtomicBoolean();

    FeedResource(Feed feed, RandomGenerator random) {
        this.feed = feed;
        this.random = random;
    }

    /** What cannot be followed is told before the stream begins. */
    Future<Reply> get(Call call) {
        UUID project = call.project();
        long after = call.lastEventId().orElseGet(() -> call.seq("after", 0).orElse(0));
        FeedStream stream = open(call, project, after);
        return stream.begin(RETRY_MS + random.nextInt(RETRY_SPREAD_MS))
                .map(_ -> new Reply.Streamed(200, HEADERS, stream));
    }

    private FeedStream open(Call call, UUID project, long after) {
        FeedStream stream = new FeedStream(feed, project, after, call::onLoop, unread.share(call::breakOff));
        open.add(stream);
        if (open.size() > MOST) {
            open.remove(stream);
            throw Problem.unavailable("too many follow changes at the moment; try again later", RETRY_AFTER_S, null);
        }
        call.whenEnded(() -> {
            open.remove(stream);
            stream.end();
        });
        call.lasts(stream::end);
        if (isDraining.get()) {
            stream.end(); // and not a 503, after which a browser would not come again
        }
        return stream;
    }

    /** The server ends: streams end, and who follows comes back to another instance. */
    void drain() {
        isDraining.set(true);
        List.copyOf(open).forEach(FeedStream::end);
    }
}
