package dev.easel.server.autosave;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** The timer of the auto-save: one tick at each interval. */
public final class AutoSaveVerticle extends VerticleBase {
    private final AutoSave autoSave;
    private final long intervalMs;

    public AutoSaveVerticle(AutoSave autoSave, long intervalMs) {
        this.autoSave = autoSave;
        this.intervalMs = intervalMs;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(intervalMs, _ -> autoSave.tick());
        return Future.succeededFuture();
    }
}
