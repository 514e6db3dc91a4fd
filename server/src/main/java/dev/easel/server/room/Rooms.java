package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.CanvasObject;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
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
public final class Rooms implements Saveable {
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

    /** Edits that did not come over a socket, answered in order. All or, when edits are not taken now, a failure. */
    public Future<List<Answer>> submit(UUID project, UUID client, String by, List<Edit> edits) {
        return with(project, room -> room.submit(client, by, edits));
    }

    public Future<LiveObjects> objects(UUID project) {
        return with(project, room -> Future.succeededFuture(room.objects()));
    }

    public Future<Optional<CanvasObject>> object(UUID project, String id) {
        return with(project, room -> Future.succeededFuture(room.object(id)));
    }

    /** How far the project is; {@code durable} is what is in the database. */
    public Future<Progress> progress(UUID project) {
        return with(project, room -> Future.succeededFuture(new Progress(room.seq(), room.durable())));
    }

    /** The project's title, version or settings are others now: whoever is there is told. */
    public void changed(ProjectNews news) {
        ifLive(news.id(), life -> {
            if (life.room() != null) {
                life.room().changed(news);
            }
            return true;
        });
    }

    /** The project is deleted: whoever is there is sent away. */
    public void deleted(UUID project) {
        ifLive(project, life -> {
            life.deleted();
            return true;
        });
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
        return ifLive(project, life -> life.room().capture()).map(capture -> capture.flatMap(Function.identity()));
    }

    @Override
    public Future<Void> saved(UUID project, long epoch, long seq) {
        return inEpoch(project, epoch, life -> life.room().saved(seq));
    }

    @Override
    public void saveFailed(UUID project, long epoch) {
        inEpoch(project, epoch, life -> life.room().saveFailed());
    }

    @Override
    public void lost(UUID project, long epoch) {
        inEpoch(project, epoch, life -> life.lost("another owner has it", null));
    }

    private Future<Void> inEpoch(UUID project, long epoch, Consumer<RoomLife> news) {
        return ifLive(project, life -> {
                    if (life.room().epoch() == epoch) {
                        life.guard(() -> news.accept(life));
                    }
                    return true;
                })
                .mapEmpty();
    }

    // ---- getting to the right loop and back

    private <T> Future<T> with(UUID project, Function<Room, Future<T>> use) {
        RoomShard shard = shard(project);
        return on(shard, () -> shard.open(project).compose(life -> life.guard(use)));
    }

    private <T> Future<Optional<T>> ifLive(UUID project, Function<RoomLife, T> use) {
        RoomShard shard = shard(project);
        return on(shard, () -> {
            RoomLife life = shard.life(project);
            return Future.succeededFuture(
                    life == null || life.room() == null ? Optional.empty() : Optional.of(use.apply(life)));
        });
    }

    private static <T> Future<T> on(RoomShard shard, Supplier<Future<T>> task) {
        Context caller = Vertx.currentContext();
        Promise<T> answer = Promise.promise();
        shard.loop().execute(() -> {
            Future<T> result;
            try {
                result = task.get();
            } catch (RuntimeException broken) {
                result = Future.failedFuture(broken);
            }
            result.onComplete((value, failure) -> {
                if (caller == null) {
                    answer.complete(value, failure);
                } else {
                    caller.runOnContext(_ -> answer.complete(value, failure));
                }
            });
        });
        return answer.future();
    }

    private RoomShard shard(UUID project) {
        return shards.get(Math.floorMod(project.hashCode(), shards.size()));
    }

    /** The canvas as it is in memory, at {@code seq}. */
    public record LiveObjects(long seq, List<CanvasObject> objects) {}

    /** {@code durable ≤ applied}. */
    public record Progress(long applied, long durable) {}
}
