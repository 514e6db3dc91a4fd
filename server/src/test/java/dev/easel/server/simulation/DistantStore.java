package dev.easel.server.simulation;

import dev.easel.protocol.ServerMessage.AppliedEdit;
import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.autosave.SaveStore;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The database as one server sees it: at the other end of a cable. */
final class DistantStore implements ProjectStore, SaveStore, JournalStore {
    private final Instance here;
    private final World world;
    private final Cable cable;
    private final Vault vault;

    DistantStore(Instance here, World world) {
        this.here = here;
        this.world = world;
        cable = world.cable;
        vault = world.vault;
    }

    @Override
    public Future<Loaded> load(UUID project) {
        boolean half = world.chance.percent(world.weather.failing() / 2);
        return cable.send("load", here, () -> {
            if (half) {
                vault.halfLoad(project);
                return Future.failedFuture("the load broke off");
            }
            return vault.load(project, here);
        });
    }

    @Override
    public Future<SaveOutcome> save(Capture capture) {
        return cable.send("save up to " + capture.upTo(), here, () -> vault.save(capture));
    }

    @Override
    public Future<Set<UUID>> commit(List<Run> batch) {
        return cable.send("commit of " + batch.size(), here, () -> vault.commit(batch));
    }

    @Override
    public Future<Map<UUID, Position>> positions(Set<UUID> projects) {
        return cable.send("look for positions", here, () -> vault.store.positions(projects));
    }

    @Override
    public Future<Void> saveSnapshot(Snapshot snapshot) {
        return cable.send("snapshot", here, () -> vault.store.saveSnapshot(snapshot));
    }

    @Override
    public Future<List<AppliedEdit>> editsFrom(UUID project, UUID client, long pending, int limit) {
        return cable.send("look for edits", here, () -> vault.store.editsFrom(project, client, pending, limit));
    }

    @Override
    public Future<List<AppliedEdit>> edits(UUID project, UUID client, List<Long> edits) {
        return cable.send("look for edits " + edits, here, () -> vault.store.edits(project, client, edits));
    }

    @Override
    public Future<Missed> missed(UUID project, long epoch, long seq, long upTo) {
        return cable.send("look for what was missed", here, () -> vault.store.missed(project, epoch, seq, upTo));
    }
}
