package dev.easel.server.loop;

import org.jspecify.annotations.Nullable;

/** Tells when something was not used for a while. Confined to its loop. */
public final class IdleWatch {
    private final Loop loop;
    private final long idleMs;
    private final Runnable idle;
    private Loop.@Nullable Timer timer;
    private long usedAt;

    /**
     * @param idleMs time without use, in milliseconds
     * @param idle called once, after that time without use; {@link #start} begins again
     */
    public IdleWatch(Loop loop, long idleMs, Runnable idle) {
        this.loop = loop;
        this.idleMs = idleMs;
        this.idle = idle;
    }

    public void touch() {
        usedAt = loop.now();
    }

    public void start() {
        timer = loop.after(idleMs, this::check);
    }

    private void check() {
        long unusedMs = loop.now() - usedAt;
        if (unusedMs < idleMs) {
            // Clamped, because a wall clock may be set back.
            timer = loop.after(Math.min(idleMs - unusedMs, idleMs), this::check);
        } else {
            idle.run();
        }
    }

    public void stop() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
