package dev.easel.server.historyapi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.history.EventPage;
import dev.easel.server.history.Feed;
import dev.easel.server.history.HistoryUnavailable;
import dev.easel.server.history.PastEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One client's feed. The next events are read when the client has taken those before, so that it holds a page at most.
 * It ends in order when the project is gone, and breaks off where its events are no longer kept. Confined to the event
 * loop of the response, but for {@link #end}.
 */
final class FeedStream implements Iterator<Future<Buffer>> {
    /** Time without events after which a comment is sent, in milliseconds: a silent line may be cut on its way. */
    static final long SILENT_MS = 15_000;

    /** How long a client waits before it comes again, in milliseconds, and that the stream has begun. */
    private static final Buffer BEGIN = Buffer.buffer("retry: 1000\n\n");

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");
    private static final int FRAME = 320;

    private final Feed feed;
    private final UUID project;
    private final Executor loop;
    private long after;
    private boolean hasBegun;
    private boolean isEnded;
    private @Nullable Promise<Buffer> next;

    /** @param loop runs on the event loop of the response */
    FeedStream(Feed feed, UUID project, long after, Executor loop) {
        this.feed = feed;
        this.project = project;
        this.after = after;
        this.loop = loop;
    }

    @Override
    public boolean hasNext() {
        return !isEnded;
    }

    @Override
    public Future<Buffer> next() {
        if (!hasBegun) {
            hasBegun = true;
            return Future.succeededFuture(BEGIN.copy());
        }
        Promise<Buffer> piece = Promise.promise();
        next = piece;
        feed.after(project, after, SILENT_MS).onComplete((page, failure) -> {
            if (failure == null) {
                piece.tryComplete(text(page));
            } else if (isGone(failure)) {
                isEnded = true;
                piece.tryComplete(COMMENT.copy());
            } else {
                piece.tryFail(failure);
            }
        });
        return piece.future();
    }

    /** Nothing more is sent. May be called from any thread, more than once. */
    void end() {
        loop.execute(() -> {
            isEnded = true;
            if (next != null) {
                next.tryComplete(COMMENT.copy());
            }
        });
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof HistoryUnavailable it && it.reason() == HistoryUnavailable.Reason.NO_PROJECT;
    }

    private Buffer text(EventPage page) {
        if (page.events().isEmpty()) {
            return COMMENT.copy();
        }
        Buffer text = Buffer.buffer();
        for (PastEvent event : page.events()) {
            text.appendBytes(("id: " + event.seq() + "\ndata: ").getBytes(US_ASCII));
            JsonWriter json = EventJson.write(
                    event, new JsonWriter(FRAME + event.changes().length()));
            text.appendBytes(json.toBytes()).appendBytes(new byte[] {'\n', '\n'});
        }
        after = page.events().getLast().seq();
        return text;
    }
}
