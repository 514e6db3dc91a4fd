package dev.easel.server.simulation;

import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.autosave.SaveStore;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The database as one server sees it, over the link. */
final class RemoteStore implements ProjectStore, SaveStore, JournalStore {
    private final Instance here;
    private final Membership membership;
    private final DatabaseLink link;
    private final SimulatedDatabase database;

    RemoteStore(Instance here, World world, Membership membership) {
        this.here = here;
        this.membership = membership;
        link = world.link;
        database = world.database;
    }

    @Override
    public Future<Loaded> load(UUID project, LoadLimit limit) {
        return membership.load(project, limit);
    }

    @Override
    public void release(UUID project, long epoch) {
        membership.release(project, epoch);
    }

    @Override
    public Future<Void> handOver(UUID project, long epoch, String successor) {
        return membership.handOver(project, epoch, successor);
    }

    @Override
    public Future<SaveOutcome> save(Capture capture) {
        return link.send("save up to " + capture.upTo(), here, () -> database.save(capture));
    }

    @Override
    public Future<Set<UUID>> commit(List<Run> batch) {
        return link.send("commit of " + batch.size(), here, () -> database.commit(batch));
    }

    @Override
    public Future<Map<UUID, Position>> positions(Set<UUID> projects) {
        return link.send("look for positions", here, () -> database.store.positions(projects));
    }

    @Override
    public Future<Void> saveSnapshot(Snapshot snapshot) {
        return link.send("snapshot", here, () -> database.store.saveSnapshot(snapshot));
    }

    @Override
    public Future<List<HeldEdit>> editsFrom(UUID project, UUID client, long pending, int limit) {
        return link.send("look for edits", here, () -> database.store.editsFrom(project, client, pending, limit));
    }

    @Override
    public Future<List<HeldEdit>> edits(UUID project, UUID client, List<Long> edits) {
        return link.send("look for edits " + edits, here, () -> database.store.edits(project, client, edits));
    }

    @Override
    public Future<Missed> missed(UUID project, long epoch, long seq, long upTo) {
        return link.send("look for what was missed", here, () -> database.store.missed(project, epoch, seq, upTo));
    }
}
