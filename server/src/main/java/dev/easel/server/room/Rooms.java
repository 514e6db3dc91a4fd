package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import dev.easel.server.live.Connection;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.live.Seat;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.JournalListener;
import dev.easel.server.persistence.OwnershipListener;
import dev.easel.server.persistence.SaveSource;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The live projects of this process: a room for each that is in memory. Each project belongs to one event loop, found
 * by its id. May be called from any thread; futures complete on the context of the caller.
 */
public final class Rooms implements LiveProjects, SaveSource, JournalListener, OwnershipListener {
    private final RoomPorts ports;
    private final List<RoomShard> shards;

    public Rooms(List<? extends Loop> loops, RoomPorts ports) {
        this.ports = ports;
        shards = loops.stream().map(loop -> new RoomShard(loop, ports)).toList();
    }

    // ---- what sockets, requests and bulk work ask

    @Override
    public Future<Void> admit(UUID project, Principal principal) {
        return inRoom(
                project,
                live -> live.attendance().isFull()
                        ? Future.failedFuture(new ProjectUnavailable(Reason.FULL, null))
                        : Future.succeededFuture());
    }

    @Override
    public Future<Seat> join(UUID project, Principal principal, Connection connection, Hello hello) {
        return inRoom(
                project,
                live -> Future.succeededFuture(new RoomSeat(live, live.joining().join(principal, connection, hello))));
    }

    @Override
    public Future<Answers> submit(UUID project, Principal principal, UUID client, List<Edit> edits) {
        String by = principal.author(Principal.ANONYMOUS);
        return shard(project).askPiece(project, live -> live.requests().submit(client, by, edits));
    }

    @Override
    public Future<BulkSeat> beginBulk(UUID project, Principal principal, UUID newClient) {
        String by = principal.author(Principal.ANONYMOUS);
        RoomShard shard = shard(project);
        return shard.loop()
                .ask(() -> shard.open(project)
                        .compose(life -> life.ask(live -> {
                            live.requests().holdNew(newClient);
                            return Future.succeededFuture(new RoomBulkSeat(shard, life, newClient, by));
                        })));
    }

    @Override
    public Future<LiveObjects> objects(UUID project) {
        return read(project, canvas -> new LiveObjects(canvas.seq(), List.copyOf(canvas.objects())));
    }

    @Override
    public Future<Optional<CanvasObject>> object(UUID project, String id) {
        return read(project, canvas -> Optional.ofNullable(canvas.object(id)));
    }

    @Override
    public Future<OptionalInt> objectsOver(UUID project, Collection<String> ids, int limit) {
        return inRoom(project, live -> Future.succeededFuture(live.objectsOver(ids, limit)));
    }

    @Override
    public Future<Optional<String>> noMemoryFor(UUID project, Map<String, Integer> props) {
        return inRoom(project, live -> Future.succeededFuture(live.room().noMemoryFor(props)));
    }

    @Override
    public Future<Long> durable(UUID project) {
        return inRoom(project, live -> Future.succeededFuture(live.room().durable()));
    }

    @Override
    public Future<Long> whenDurable(UUID project, long epoch, long seq) {
        return inRoom(
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
        RoomShard shard = shard(project);
        return shard.loop().ask(() -> {
            boolean wasHere = shard.life(project) != null;
            return shard.open(project)
                    .compose(life -> shard.loop()
                            .bring(ports.saves().flush(project))
                            .compose(_ -> wasHere ? Future.succeededFuture() : life.leaveWhenEmpty()));
        });
    }

    @Override
    public void changed(ProjectNews news) {
        ifBegun(news.id(), life -> life.news().changed(news));
    }

    @Override
    public void deleted(UUID project) {
        ifBegun(project, RoomLife::deleted);
    }

    /** The projects that are in memory, or on the way there. */
    public Future<List<UUID>> inMemory() {
        List<Future<List<UUID>>> parts = shards.stream()
                .map(shard -> shard.loop().ask(() -> Future.succeededFuture(shard.projects())))
                .toList();
        return Future.join(parts)
                .map(_ -> parts.stream().flatMap(it -> it.result().stream()).toList());
    }

    /** Gives a project to another instance: saves while edits are taken, then takes none, and sends people there. */
    public Future<Void> handOver(UUID project, String successor) {
        RoomShard shard = shard(project);
        return shard.loop()
                .ask(() -> shard.loop().bring(ports.saves().flush(project)).transform(_ -> {
                    RoomLife life = shard.life(project);
                    return life == null ? Future.succeededFuture() : life.drain(Optional.of(successor));
                }));
    }

    /** Takes no more edits anywhere, saves everything, closes every session. Fails when something was not saved. */
    public Future<Void> drain() {
        List<Future<Void>> drained = new ArrayList<>();
        for (RoomShard shard : shards) {
            drained.add(shard.loop().ask(() -> Future.join(shard.drain()).mapEmpty()));
        }
        return Future.join(drained).mapEmpty();
    }

    // ---- what the auto-save asks

    @Override
    public Future<Void> allDurable(UUID project) {
        return ifInMemory(
                        project,
                        live -> live.room().whenDurable(live.room().seq()).map(Optional::of))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Capture>> capture(UUID project) {
        return ifInMemory(project, live -> live.room().capture());
    }

    @Override
    public Future<Optional<Snapshot>> snapshot(UUID project, long events) {
        return ifInMemory(project, live -> live.room().snapshot(events));
    }

    @Override
    public Future<Void> saved(UUID project, long epoch, long seq) {
        return shard(project).loop().ask(() -> {
            inEpoch(project, epoch, life -> life.live().saved(seq));
            return Future.succeededFuture();
        });
    }

    @Override
    public void snapshotted(UUID project, long epoch, long seq) {
        tell(project, epoch, life -> life.live().room().snapshotted(seq));
    }

    // ---- what the journal says

    @Override
    public void durable(UUID project, long epoch, long seq) {
        tell(project, epoch, life -> life.live().durable(seq));
    }

    @Override
    public void unstorable(UUID project, long epoch, Journal.Entry entry) {
        RoomShard shard = shard(project);
        shard.loop().execute(() -> {
            shard.unstorable().add(project, entry);
            inEpoch(project, epoch, life -> life.unstorable(entry));
        });
    }

    @Override
    public void persistence(PersistenceState state) {
        shards.forEach(shard -> shard.loop().execute(() -> shard.persistence(state)));
    }

    @Override
    public void persistence(UUID project, PersistenceState state) {
        ifBegun(project, life -> {
            if (life.isInMemory()) {
                life.live().ownPersistence(state);
            }
        });
    }

    // ---- what ownership says, and the first of it the journal, too

    @Override
    public void lost(UUID project, long epoch) {
        ifBegun(project, life -> life.lost(epoch));
    }

    @Override
    public Future<Void> heard() {
        return inMemory().mapEmpty(); // each loop answers behind what it was told
    }

    @Override
    public void frozen(boolean isFrozen) {
        shards.forEach(shard -> shard.loop().execute(() -> shard.frozen(isFrozen)));
    }

    // ---- getting to the right loop and back

    private <T> Future<T> inRoom(UUID project, Function<LiveRoom, Future<T>> use) {
        RoomShard shard = shard(project);
        return shard.loop().ask(() -> shard.open(project).compose(life -> life.ask(use)));
    }

    private <T> Future<T> read(UUID project, Function<Canvas, T> read) {
        return inRoom(
                project, live -> Future.succeededFuture(read.apply(live.room().canvas())));
    }

    private <T> Future<Optional<T>> ifInMemory(UUID project, Function<LiveRoom, Future<Optional<T>>> ask) {
        RoomShard shard = shard(project);
        return shard.loop().ask(() -> {
            RoomLife life = shard.life(project);
            return life == null || !life.isInMemory() ? Future.succeededFuture(Optional.empty()) : life.ask(ask);
        });
    }

    private void ifBegun(UUID project, Consumer<RoomLife> news) {
        RoomShard shard = shard(project);
        shard.loop().execute(() -> {
            RoomLife life = shard.life(project);
            if (life != null) {
                life.guard(() -> news.accept(life));
            }
        });
    }

    private void tell(UUID project, long epoch, Consumer<RoomLife> news) {
        shard(project).loop().execute(() -> inEpoch(project, epoch, news));
    }

    private void inEpoch(UUID project, long epoch, Consumer<RoomLife> news) {
        RoomLife life = shard(project).life(project);
        if (life != null) {
            life.tell(epoch, news);
        }
    }

    private RoomShard shard(UUID project) {
        return shards.get(Math.floorMod(project.hashCode(), shards.size()));
    }
}
