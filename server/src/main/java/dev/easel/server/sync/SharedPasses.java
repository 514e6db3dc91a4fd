package dev.easel.server.sync;

import dev.easel.server.canvas.Canvas;
import dev.easel.server.loop.IdleWatch;
import dev.easel.server.loop.Loop;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The passes that sessions of one project share: made for the first that comes to a seq, kept for the next, so that the
 * fiftieth join costs a copy. What has changed since is sent in a later pass; one of whose objects more than a tenth
 * have changed is made again. Confined to the project's loop.
 */
public final class SharedPasses {
    /** How long they are kept after the last was asked for, in milliseconds. */
    public static final long KEPT_MS = 10_000;

    /**
     * Most bytes of frames, in both of their forms, that are kept for one project; then those that were not asked for
     * the longest go.
     */
    static final long MOST_BYTES = 64 << 20;

    /** A pass is made again when more than one in this many of its objects has changed. */
    static final int STALE = 10;

    private final Canvas canvas;
    private final Loop loop;
    private final IdleWatch watch;
    /** By the seq after which they begin; the one asked for last is last. */
    private final LinkedHashMap<Long, SyncPass> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;
    private boolean isWatched;

    public SharedPasses(Canvas canvas, Loop loop) {
        this.canvas = canvas;
        this.loop = loop;
        watch = new IdleWatch(loop, KEPT_MS, this::idle);
    }

    /** What they are passes of. */
    Canvas canvas() {
        return canvas;
    }

    /** The project's. */
    Loop loop() {
        return loop;
    }

    /** The pass for sessions that have everything up to {@code seq}; null where nothing has changed since. */
    @Nullable
    SyncPass after(long seq) {
        touch();
        SyncPass pass = kept.get(seq);
        if (pass != null && pass.madeAt() >= canvas.deletionsKnownFrom() && !pass.isStale(STALE)) {
            return pass;
        }
        drop(seq);
        SyncPass made = SyncPass.after(canvas, seq, this::grew);
        if (made != null) {
            keep(seq, made);
        }
        return made;
    }

    /** Bytes that are kept. */
    long bytes() {
        return bytes;
    }

    /** Somebody still sends what it was given. */
    void touch() {
        watch.touch();
    }

    private void keep(long seq, SyncPass pass) {
        kept.put(seq, pass);
        grew(pass.bytes());
        if (!isWatched && !kept.isEmpty()) {
            isWatched = true;
            watch.start();
        }
    }

    private void grew(long more) {
        bytes += more;
        while (bytes > MOST_BYTES) {
            drop(kept.firstEntry().getKey());
        }
    }

    private void drop(long seq) {
        SyncPass dropped = kept.remove(seq);
        if (dropped != null) {
            dropped.unshare();
            bytes -= dropped.bytes();
        }
    }

    private void idle() {
        isWatched = false;
        clear();
    }

    public void end() {
        watch.stop();
        clear();
    }

    private void clear() {
        for (Map.Entry<Long, SyncPass> pass : kept.entrySet()) {
            pass.getValue().unshare();
        }
        kept.clear();
        bytes = 0;
    }
}
