package dev.easel.server.simulation;

import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.ProjectStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Passes everything on, but for what a defect overrides. */
class DefectiveStore implements ProjectStore {
    private final ProjectStore store;

    DefectiveStore(ProjectStore store) {
        this.store = store;
    }

    @Override
    public Future<Loaded> load(UUID project, LoadLimit limit) {
        return store.load(project, limit);
    }

    @Override
    public void release(UUID project, long epoch) {
        store.release(project, epoch);
    }

    @Override
    public Future<Void> handOver(UUID project, long epoch, String successor) {
        return store.handOver(project, epoch, successor);
    }

    @Override
    public Future<List<HeldEdit>> editsFrom(UUID project, UUID client, long pending, int limit) {
        return store.editsFrom(project, client, pending, limit);
    }

    @Override
    public Future<List<HeldEdit>> edits(UUID project, UUID client, List<Long> edits) {
        return store.edits(project, client, edits);
    }

    @Override
    public Future<Missed> missed(UUID project, long epoch, long seq, long upTo) {
        return store.missed(project, epoch, seq, upTo);
    }
}
