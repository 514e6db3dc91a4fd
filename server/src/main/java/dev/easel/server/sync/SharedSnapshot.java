package dev.easel.server.sync;

import dev.easel.server.canvas.Canvas;
import dev.easel.server.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot that joining sessions share: built for the first, kept for {@link #KEPT_MS} for the next. What has
 * changed since is sent in a second pass. It is rebuilt when more than a tenth of its objects have changed. Confined to
 * the project's loop.
 */
public final class SharedSnapshot {
    /**
     * How long it is kept after it was last asked for, in milliseconds: its bytes are those of the whole canvas again.
     */
    public static final long KEPT_MS = 10_000;

    /** It is rebuilt when more than one in this many of its objects has changed. */
    static final int STALE = 10;

    private final Canvas canvas;
    private final Loop loop;
    private @Nullable SyncPass kept;
    private Loop.@Nullable Timer expiry;

    public SharedSnapshot(Canvas canvas, Loop loop) {
        this.canvas = canvas;
        this.loop = loop;
    }

    /** Everything there is, as of a seq from which on deletions are known. */
    SyncPass get() {
        SyncPass snapshot = kept == null || isStale(kept) ? SyncPass.snapshot(canvas) : kept;
        kept = snapshot;
        drop(expiry);
        expiry = loop.after(KEPT_MS, () -> kept = null);
        return snapshot;
    }

    private boolean isStale(SyncPass snapshot) {
        return snapshot.upTo() < canvas.deletionsKnownFrom()
                || canvas.changedSince(snapshot.upTo()).size() > snapshot.objects() / STALE;
    }

    public void end() {
        drop(expiry);
        kept = null;
    }

    private static void drop(Loop.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
