package dev.easel.server.simulation;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.journal.GroupCommit;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.JournalListener;
import dev.easel.server.persistence.OwnershipListener;
import dev.easel.server.persistence.SaveSource;
import dev.easel.server.persistence.Snapshot;
import dev.easel.server.room.Rooms;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Passes on what the rooms, the journal and the auto-save of one server say to one another, and records it. */
final class RecordingPorts implements Journal, JournalListener, SaveSource, OwnershipListener {
    private final SimulatedDatabase database;
    private final GroupCommit journal;
    private final Membership membership;
    private Rooms rooms;

    RecordingPorts(SimulatedDatabase database, GroupCommit journal, Membership membership) {
        this.database = database;
        this.journal = journal;
        this.membership = membership;
    }

    void attach(Rooms rooms) {
        this.rooms = rooms;
    }

    /** The rooms themselves, without recording: for defects. */
    Rooms rooms() {
        return rooms;
    }

    private Epoch epochOf(UUID project, long epoch) {
        return database.of(project).epochOf(epoch);
    }

    // ---- rooms to journal

    @Override
    public void append(UUID project, long epoch, List<Entry> entries) {
        for (Entry entry : entries) {
            epochOf(project, epoch).appended(entry.event());
            membership.taken(project, epoch, entry.event());
        }
        journal.append(project, epoch, entries);
    }

    @Override
    public void forget(UUID project, long epoch) {
        journal.forget(project, epoch);
    }

    @Override
    public boolean takesMore(UUID project) {
        return journal.takesMore(project);
    }

    // ---- journal and ownership to rooms

    @Override
    public void durable(UUID project, long epoch, long seq) {
        epochOf(project, epoch).durable(seq);
        rooms.durable(project, epoch, seq);
    }

    @Override
    public void lost(UUID project, long epoch) {
        Rule.KEPT.holds(database.of(project).isPast(epoch), "the owner of epoch", epoch, "is told that it is lost");
        rooms.lost(project, epoch);
    }

    @Override
    public Future<Void> heard() {
        return rooms.heard();
    }

    @Override
    public void deleted(UUID project) {
        rooms.deleted(project);
    }

    @Override
    public void frozen(boolean isFrozen) {
        rooms.frozen(isFrozen);
    }

    @Override
    public void unstorable(UUID project, long epoch, Entry entry) {
        Rule.ONCE.holds(
                entry.event()
                        .group()
                        .filter(SimulatedDatabase.UNSTORABLE::equals)
                        .isPresent(),
                "unstorable",
                entry);
        rooms.unstorable(project, epoch, entry);
    }

    @Override
    public void persistence(PersistenceState state) {
        rooms.persistence(state);
    }

    @Override
    public void persistence(UUID project, PersistenceState state) {
        rooms.persistence(project, state);
    }

    // ---- auto-save to rooms

    @Override
    public Future<Void> allDurable(UUID project) {
        return rooms.allDurable(project);
    }

    @Override
    public Future<Optional<Capture>> capture(UUID project) {
        return rooms.capture(project);
    }

    @Override
    public Future<Optional<Snapshot>> snapshot(UUID project, long events) {
        return rooms.snapshot(project, events);
    }

    @Override
    public Future<Void> saved(UUID project, long epoch, long seq) {
        epochOf(project, epoch).checkpoint(seq);
        return rooms.saved(project, epoch, seq);
    }

    @Override
    public void snapshotted(UUID project, long epoch, long seq) {
        rooms.snapshotted(project, epoch, seq);
    }
}
