package dev.easel.server.room;

import dev.easel.server.canvas.Canvas;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The rooms of all event loops. A project belongs to one loop, found by its id: what is asked of it goes there, and the
 * answer comes back to the context of the caller. May be used from any thread.
 */
final class RoomShards {
    private final List<RoomShard> all;

    RoomShards(List<RoomShard> all) {
        this.all = all;
    }

    List<RoomShard> all() {
        return all;
    }

    <T> Future<T> inRoom(UUID project, Function<LiveRoom, Future<T>> use) {
        RoomShard shard = of(project);
        return shard.loop().ask(() -> shard.open(project).compose(life -> life.ask(use)));
    }

    <T> Future<T> read(UUID project, Function<Canvas, T> read) {
        return inRoom(
                project, live -> Future.succeededFuture(read.apply(live.room().canvas())));
    }

    <T> Future<Optional<T>> ifInMemory(UUID project, Function<LiveRoom, Future<Optional<T>>> ask) {
        RoomShard shard = of(project);
        return shard.loop().ask(() -> {
            RoomLife life = shard.life(project);
            return life == null || !life.isInMemory() ? Future.succeededFuture(Optional.empty()) : life.ask(ask);
        });
    }

    void ifBegun(UUID project, Consumer<RoomLife> news) {
        RoomShard shard = of(project);
        shard.loop().execute(() -> {
            RoomLife life = shard.life(project);
            if (life != null) {
                life.guard(() -> news.accept(life));
            }
        });
    }

    void tell(UUID project, long epoch, Consumer<RoomLife> news) {
        of(project).loop().execute(() -> inEpoch(project, epoch, news));
    }

    void inEpoch(UUID project, long epoch, Consumer<RoomLife> news) {
        RoomLife life = of(project).life(project);
        if (life != null) {
            life.tell(epoch, news);
        }
    }

    /** What each loop tells of its rooms, together. */
    <T> Future<List<T>> fromAll(Function<RoomShard, List<T>> tell) {
        List<Future<List<T>>> parts = all.stream()
                .map(shard -> shard.loop().ask(() -> Future.succeededFuture(tell.apply(shard))))
                .toList();
        return Future.join(parts)
                .map(_ -> parts.stream().flatMap(it -> it.result().stream()).toList());
    }

    RoomShard of(UUID project) {
        return all.get(Math.floorMod(project.hashCode(), all.size()));
    }
}
