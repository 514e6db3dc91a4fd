package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.Event;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.CanvasObject;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All rooms of this instance. Each project belongs to one event loop, found by its id. May be called from any thread;
 * futures complete on the context of the caller, and fail with {@link RoomUnavailable} where a room cannot be entered.
 */
public final class Rooms implements Saveable, Journaled {
    private final List<RoomShard> shards;

    public Rooms(List<? extends Loop> loops, RoomPorts ports) {
        shards = loops.stream().map(loop -> new RoomShard(loop, ports)).toList();
    }

    /** Loads the project when it is not in memory, and fails when no session can be added to it now. */
    public Future<Void> admit(UUID project) {
        return with(
                project,
                room -> room.isFull()
                        ? Future.failedFuture(new RoomUnavailable(RoomUnavailable.Reason.FULL, null))
                        : Future.succeededFuture());
    }

    /** Lets a client in; everything it hears from here on comes over its connection. */
    public Future<Session> join(UUID project, Connection connection, Hello hello) {
        return with(project, room -> room.join(connection, hello));
    }

    /** The loop on which the project's room runs, in memory or not. */
    public Loop loopOf(UUID project) {
        return shard(project).loop();
    }

    /**
     * Edits that did not come over a socket, answered in order. Fails when edits are not taken (any more): those before
     * may have been applied, and sending all again is harmless.
     */
    public Future<Answers> submit(UUID project, UUID client, String by, List<Edit> edits) {
        return with(project, room -> room.submit(client, by, edits).map(list -> new Answers(room.epoch(), list)));
    }

    public Future<LiveObjects> objects(UUID project) {
        return with(project, room -> Future.succeededFuture(room.objects()));
    }

    public Future<Optional<CanvasObject>> object(UUID project, String id) {
        return with(project, room -> Future.succeededFuture(room.object(id)));
    }

    /** What is durable of the project now: the seq of the last such event. */
    public Future<Long> durable(UUID project) {
        return with(project, room -> Future.succeededFuture(room.durable()));
    }

    /** What is durable, once it is {@code seq} at least; fails when the room is in another life then. */
    public Future<Long> whenDurable(UUID project, long epoch, long seq) {
        return with(
                project,
                room -> room.epoch() == epoch
                        ? room.whenDurable(seq)
                        : Future.failedFuture(new RoomUnavailable(RoomUnavailable.Reason.CLOSED, null)));
    }

    /** The project's title, version or settings are others now: whoever is there is told. */
    public void changed(ProjectNews news) {
        ofLife(news.id(), life -> life.changed(news));
    }

    /** The project is deleted: whoever is there is sent away. */
    public void deleted(UUID project) {
        ofLife(project, RoomLife::deleted);
    }

    /** Takes no more edits anywhere, saves everything, sends everybody away. Fails when something was not saved. */
    public Future<Void> drain() {
        List<Future<Void>> drained = new ArrayList<>();
        for (RoomShard shard : shards) {
            drained.add(on(shard, () -> Future.join(shard.drain()).mapEmpty()));
        }
        return Future.join(drained).mapEmpty();
    }

    // ---- what the auto-save asks

    @Override
    public Future<Optional<Capture>> capture(UUID project) {
        return ofLive(project, Room::capture);
    }

    @Override
    public Future<Optional<Whole>> whole(UUID project, long events) {
        return ofLive(project, room -> room.whole(events));
    }

    @Override
    public Future<Void> saved(UUID project, long epoch, long seq) {
        return on(shard(project), () -> {
            inEpoch(project, epoch, life -> life.room().saved(seq));
            return Future.succeededFuture();
        });
    }

    @Override
    public void snapshotted(UUID project, long epoch, long seq) {
        tell(project, epoch, life -> life.room().snapshotted(seq));
    }

    // ---- what the journal says

    @Override
    public void durable(UUID project, long epoch, long seq) {
        tell(project, epoch, life -> life.room().durable(seq));
    }

    @Override
    public void spoiled(UUID project, long epoch, Event event) {
        tell(project, epoch, life -> life.spoiled(event));
    }

    @Override
    public void persistence(PersistenceState state) {
        shards.forEach(shard -> shard.loop().execute(() -> shard.persistence(state)));
    }

    // ---- what both say

    @Override
    public void lost(UUID project, long epoch) {
        tell(project, epoch, life -> life.lost("another owner has it", null));
    }

    private <T> Future<Optional<T>> ofLive(UUID project, Function<Room, Future<Optional<T>>> ask) {
        RoomShard shard = shard(project);
        return on(shard, () -> {
            RoomLife life = shard.life(project);
            return life == null || life.room() == null ? Future.succeededFuture(Optional.empty()) : life.guard(ask);
        });
    }

    /** News of one life, dropped when another lives now. */
    private void tell(UUID project, long epoch, Consumer<RoomLife> news) {
        shard(project).loop().execute(() -> inEpoch(project, epoch, news));
    }

    private void inEpoch(UUID project, long epoch, Consumer<RoomLife> news) {
        RoomLife life = shard(project).life(project);
        if (life != null) {
            life.guard(() -> {
                if (life.room() != null && life.room().epoch() == epoch) {
                    news.accept(life);
                }
            });
        }
    }

    // ---- getting to the right loop and back

    private <T> Future<T> with(UUID project, Function<Room, Future<T>> use) {
        RoomShard shard = shard(project);
        return on(shard, () -> shard.open(project).compose(life -> life.guard(use)));
    }

    private void ofLife(UUID project, Consumer<RoomLife> news) {
        RoomShard shard = shard(project);
        shard.loop().execute(() -> {
            RoomLife life = shard.life(project);
            if (life != null) {
                life.guard(() -> news.accept(life));
            }
        });
    }

    private static <T> Future<T> on(RoomShard shard, Supplier<Future<T>> task) {
        return Caller.ask(shard.loop(), task);
    }

    private RoomShard shard(UUID project) {
        return shards.get(Math.floorMod(project.hashCode(), shards.size()));
    }

    /** The canvas as it is in memory, at {@code seq}. */
    public record LiveObjects(long seq, List<CanvasObject> objects) {}
}
