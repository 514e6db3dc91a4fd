package dev.easel.server.room;

import dev.easel.server.canvas.Canvas;

/**
 * The snapshot that those who come share: made for the first, kept a while for the next. What has changed since it was made
 * they get in a second pass, as everybody does; it is made anew once that is much. Confined to the room's loop.
 */
final class SharedSnapshot {
    /** How long it is kept after it was last asked for, in milliseconds: its bytes are those of the whole canvas again. */
    static final long KEPT_MS = 10_000;

    /** It is made anew once one in so many of its objects is another now. */
    static final int STALE = 10;

    private final Canvas canvas;
    private final Loop loop;
    private Pass kept;
    private Loop.Timer expiry;

    SharedSnapshot(Canvas canvas, Loop loop) {
        this.canvas = canvas;
        this.loop = loop;
    }

    /** Everything there is, as of a seq from which on deletions are known. */
    Pass get() {
        if (kept == null || isStale()) {
            kept = Pass.snapshot(canvas);
        }
        drop(expiry);
        expiry = loop.after(KEPT_MS, () -> kept = null);
        return kept;
    }

    private boolean isStale() {
        return kept.upTo() < canvas.deletionsKnownFrom()
                || canvas.changedSince(kept.upTo()).size() > kept.objects() / STALE;
    }

    void end() {
        drop(expiry);
        kept = null;
    }

    private static void drop(Loop.Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
