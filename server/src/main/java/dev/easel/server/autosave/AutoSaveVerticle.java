package dev.easel.server.autosave;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** The timers of the auto-save: one tick at each interval, and a look at those with a policy of their own. */
public final class AutoSaveVerticle extends VerticleBase {
    /** How late a policy may be followed, in milliseconds. */
    private static final long LOOK_MS = 250;

    private final AutoSave autoSave;
    private final long intervalMs;

    public AutoSaveVerticle(AutoSave autoSave, long intervalMs) {
        this.autoSave = autoSave;
        this.intervalMs = intervalMs;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(intervalMs, _ -> autoSave.tick());
        vertx.setPeriodic(LOOK_MS, _ -> autoSave.look());
        return Future.succeededFuture();
    }
}
