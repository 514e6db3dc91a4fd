package dev.easel.server.historyapi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.history.Feed;
import dev.easel.server.history.FeedPage;
import dev.easel.server.history.FeedPosition;
import dev.easel.server.history.HistoryUnavailable;
import dev.easel.server.history.PastEvent;
import dev.easel.server.horizon.FoldedAway;
import dev.easel.server.loop.SharedBytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One client's feed. The next events are read when the client has taken those before, so that it holds a page at most.
 * It ends in order when the project is gone, the horizon has passed it, or the database has lost events that were sent,
 * and breaks off where the journal cannot be read. Confined to the event loop of the response, but for {@link #end}.
 */
final class FeedStream implements Iterator<Future<Buffer>> {
    /** Time without events after which a comment is sent, in milliseconds: a silent line may be cut on its way. */
    static final long SILENT_MS = 15_000;

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");

    /** An event without data would not reach the client. */
    private static final Buffer DIVERGED = Buffer.buffer("event: diverged\ndata: {}\n\n");

    private static final int FRAME = 320;

    private final Feed feed;
    private final UUID project;
    private final Executor loop;
    private final SharedBytes.Share unread;
    private FeedPosition at;
    private boolean isEnded;
    private @Nullable Buffer first;
    private @Nullable Promise<Buffer> next;

    /**
     * @param loop runs on the event loop of the response
     * @param unread counts the bytes that the client has not taken yet
     */
    FeedStream(Feed feed, UUID project, long after, Executor loop, SharedBytes.Share unread) {
        this.feed = feed;
        this.project = project;
        this.at = FeedPosition.behind(after);
        this.loop = loop;
        this.unread = unread;
    }

    /**
     * Reads the first events, so that what cannot be followed fails here.
     *
     * @param retryMs how long a client waits before it comes again, in milliseconds
     */
    Future<Void> begin(int retryMs) {
        return feed.first(project, at, SILENT_MS).map(page -> {
            first = Buffer.buffer("retry: " + retryMs + "\n\n").appendBuffer(text(page));
            return null;
        });
    }

    @Override
    public boolean hasNext() {
        return first != null || !isEnded;
    }

    @Override
    public Future<Buffer> next() {
        Buffer begin = first;
        if (begin != null) {
            first = null;
            return Future.succeededFuture(begin);
        }
        unread.add(-unread.held());
        Promise<Buffer> piece = Promise.promise();
        next = piece;
        feed.after(project, at, SILENT_MS).onComplete((page, failure) -> {
            if (piece.future().isComplete()) {
                return; // it has ended
            }
            if (failure == null) {
                piece.complete(text(page));
            } else if (isGone(failure)) {
                isEnded = true;
                piece.complete(COMMENT.copy());
            } else {
                piece.fail(failure);
            }
        });
        return piece.future();
    }

    /** Nothing more is sent, but what is being sent. May be called from any thread, more than once. */
    void end() {
        loop.execute(() -> {
            isEnded = true;
            unread.add(-unread.held());
            if (next != null) {
                next.tryComplete(COMMENT.copy());
            }
        });
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof FoldedAway
                || failure instanceof HistoryUnavailable it && it.reason() == HistoryUnavailable.Reason.NO_PROJECT;
    }

    private Buffer text(FeedPage page) {
        at = page.next();
        if (page.isDiverged()) {
            isEnded = true;
            return DIVERGED.copy();
        }
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
        if (!isEnded) {
            unread.add(text.length());
        }
        return text;
    }
}
