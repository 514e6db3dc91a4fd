package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import dev.easel.server.live.Connection;
import dev.easel.server.live.LiveObject;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectFigures;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.live.Proposal;
import dev.easel.server.live.Seat;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.JournalListener;
import dev.easel.server.persistence.OwnershipListener;
import dev.easel.server.persistence.SaveSource;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The live projects of this process: a room for each that is in memory. Each project belongs to one event loop, found
 * by its id. May be called from any thread; futures complete on the context of the caller.
 */
public final class Rooms implements LiveProjects, SaveSource, JournalListener, OwnershipListener {
    private static final Future<Void> NOTHING = Future.succeededFuture();

    private final RoomPorts ports;
    private final RoomShards shards;

    public Rooms(List<? extends Loop> loops, RoomPorts ports) {
        this.ports = ports;
        shards = new RoomShards(
                loops.stream().map(loop -> new RoomShard(loop, ports)).toList());
    }

    // ---- what sockets, requests and bulk work ask

    @Override
    public Future<Void> admit(UUID project, Principal principal) {
        return shards.inRoom(
                project,
                live -> live.attendance().isFull()
                        ? Future.failedFuture(new ProjectUnavailable(Reason.FULL, null))
                        : Future.succeededFuture());
    }

    @Override
    public Future<Seat> join(UUID project, Principal principal, Connection connection, Hello hello) {
        return shards.inRoom(
                project,
                live -> Future.succeededFuture(new RoomSeat(live, live.joining().join(principal, connection, hello))));
    }

    @Override
    public Future<Answers> submit(UUID project, Principal principal, UUID client, List<Edit> edits) {
        Author author = Author.of(principal, Principal.ANONYMOUS, client);
        return shards.of(project).askPiece(project, live -> live.requests().submit(author, edits));
    }

    @Override
    public Future<Answers> propose(
            UUID project, Principal principal, UUID client, long edit, Optional<String> group, Proposal proposal) {
        Author author = Author.of(principal, Principal.ANONYMOUS, client);
        return shards.of(project).askPiece(project, it -> it.requests().propose(author, edit, group, proposal));
    }

    @Override
    public Future<BulkSeat> beginBulk(UUID project, Principal principal, String claimed, UUID newClient) {
        Author author = Author.of(principal, claimed, newClient);
        RoomShard shard = shards.of(project);
        return shard.loop()
                .ask(() -> shard.open(project)
                        .compose(life -> life.ask(live -> {
                            live.requests().holdNew(newClient);
                            return Future.succeededFuture(new RoomBulkSeat(shard, life, author));
                        })));
    }

    @Override
    public Future<LiveObjects> objects(UUID project) {
        return shards.inRoom(project, live -> Future.succeededFuture(live.objects()));
    }

    @Override
    public Future<LiveObject> object(UUID project, String id) {
        return shards.inRoom(project, live -> Future.succeededFuture(live.object(id)));
    }

    @Override
    public Future<Optional<String>> noPlaceFor(UUID project, Map<String, Integer> puts, Collection<String> deletions) {
        return shards.inRoom(project, live -> Future.succeededFuture(live.noPlaceFor(puts, deletions)));
    }

    @Override
    public Future<Long> durable(UUID project) {
        return shards.inRoom(project, live -> Future.succeededFuture(live.room().durable()));
    }

    @Override
    public Future<Long> whenDurable(UUID project, long epoch, long seq) {
        return shards.inRoom(
                project,
                live -> live.room().epoch().epoch() == epoch
                        ? live.room().whenDurable(seq)
                        : Future.failedFuture(new ProjectUnavailable(Reason.CLOSED, null)));
    }

    @Override
    public Future<Boolean> flush(UUID project) {
        return ports.saves().flush(project);
    }

    @Override
    public Future<Void> catchUp(UUID project) {
        RoomShard shard = shards.of(project);
        return shard.loop().ask(() -> {
            boolean wasHere = shard.life(project) != null;
            return shard.open(project)
                    .compose(life -> shard.loop()
                            .within(Keeping.SAVE_MS, ports.saves().flush(project))
                            .compose(_ -> wasHere ? Future.succeededFuture() : life.leaveWhenEmpty()));
        });
    }

    @Override
    public void changed(ProjectNews news) {
        shards.ifBegun(news.id(), life -> life.news().changed(news));
    }

    @Override
    public void deleted(UUID project) {
        shards.ifBegun(project, RoomLife::deleted);
    }

    /** The projects that are in memory, or on the way there. */
    public Future<List<UUID>> inMemory() {
        return shards.fromAll(RoomShard::projects);
    }

    /** The projects with most going on and the largest ones, so many of both from each event loop. */
    public Future<List<ProjectFigures>> figures(int most) {
        return shards.fromAll(shard -> shard.figures(most));
    }

    /**
     * Reads a project that another instance is about to hand over to this one, so that its people wait less for it.
     * Fails where that cannot be done; then its load reads everything.
     *
     * @param moves how often it has moved to its people, in a row
     */
    public Future<Void> prepare(UUID project, int moves) {
        RoomShard shard = shards.of(project);
        return shard.loop().ask(() -> shard.prepare(project, moves));
    }

    /**
     * Gives a project to another instance: saves while edits are still taken, so that little is left to be loaded
     * there, has it prepared there where people are in it, then takes no edits, and tells its sessions to connect
     * again.
     *
     * @param prepare has the successor read the project; where that fails it is given all the same
     */
    public Future<Void> handOver(UUID project, String successor, Supplier<Future<Void>> prepare) {
        RoomShard shard = shards.of(project);
        return shard.loop()
                .ask(() -> saved(shard, project, () -> shard.isPeopled(project) ? prepare.get() : NOTHING)
                        .transform(_ -> drain(shard.life(project), successor)));
    }

    /**
     * As {@link #handOver}, to the instance through which all of its people come. Fails where that is not so any more,
     * where it could not be prepared there, or where it would not go smoothly; then it stays.
     */
    public Future<Void> moveToPeople(UUID project, String instance, Supplier<Future<Void>> prepare) {
        RoomShard shard = shards.of(project);
        return shard.loop()
                .ask(() -> saved(shard, project, prepare).compose(_ -> {
                    RoomLife life = shard.life(project);
                    return life != null
                                    && life.isInMemory()
                                    && life.live().relocation().mayGoTo(instance)
                            ? drain(life, instance)
                            : Future.failedFuture(new IllegalStateException("it has a reason to stay now"));
                }));
    }

    /** Completes on the loop of the shard. */
    private Future<Void> saved(RoomShard shard, UUID project, Supplier<Future<Void>> then) {
        return shard.loop()
                .within(Keeping.SAVE_MS, ports.saves().flush(project))
                .transform(_ -> shard.loop().bring(then.get()));
    }

    private static Future<Void> drain(@Nullable RoomLife life, String successor) {
        return life == null ? NOTHING : life.drain(Optional.of(successor));
    }

    /** Takes no more edits anywhere, saves everything, closes every session. Fails when something was not saved. */
    public Future<Void> drain() {
        return Future.join(shards.all().stream()
                        .map(shard -> shard.loop().ask(() -> Future.join(shard.drain())))
                        .toList())
                .mapEmpty();
    }

    // ---- what the auto-save asks

    @Override
    public Future<Void> allDurable(UUID project) {
        return shards.ifInMemory(
                        project,
                        live -> live.room().whenDurable(live.room().seq()).map(Optional::of))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Capture>> capture(UUID project) {
        return shards.ifInMemory(project, live -> live.room().capture());
    }

    @Override
    public Future<Optional<Snapshot>> snapshot(UUID project, long events) {
        return shards.ifInMemory(project, live -> live.room().snapshot(events));
    }

    @Override
    public Future<Void> saved(UUID project, long epoch, long seq) {
        return shards.of(project).loop().ask(() -> {
            shards.inEpoch(project, epoch, life -> life.live().saved(seq));
            return Future.succeededFuture();
        });
    }

    @Override
    public void snapshotted(UUID project, long epoch, long seq) {
        shards.tell(project, epoch, life -> life.live().room().snapshotted(seq));
    }

    // ---- what the journal says

    @Override
    public void durable(UUID project, long epoch, long seq) {
        shards.tell(project, epoch, life -> life.live().durable(seq));
    }

    @Override
    public void unstorable(UUID project, long epoch, Journal.Entry entry) {
        RoomShard shard = shards.of(project);
        shard.loop().execute(() -> {
            shard.unstorable().add(project, entry);
            shards.inEpoch(project, epoch, life -> life.unstorable(entry));
        });
    }

    @Override
    public void persistence(PersistenceState state) {
        shards.all().forEach(shard -> shard.loop().execute(() -> shard.persistence(state)));
    }

    @Override
    public void persistence(UUID project, PersistenceState state) {
        shards.ifBegun(project, life -> {
            if (life.isInMemory()) {
                life.live().ownPersistence(state);
            }
        });
    }

    // ---- what ownership says, and the first of it the journal, too

    @Override
    public void lost(UUID project, long epoch) {
        shards.ifBegun(project, life -> life.lost(epoch));
    }

    @Override
    public Future<Void> heard() {
        return inMemory().mapEmpty(); // each loop answers behind what it was told
    }

    @Override
    public void frozen(boolean isFrozen) {
        shards.all().forEach(shard -> shard.loop().execute(() -> shard.frozen(isFrozen)));
    }
}
