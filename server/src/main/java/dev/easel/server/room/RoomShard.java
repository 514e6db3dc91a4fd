package dev.easel.server.room;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.idempotence.UnstorableEdits;
import dev.easel.server.live.ProjectFigures;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.loop.Loop;
import dev.easel.server.loop.Pace;
import dev.easel.server.residence.Preparations;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rooms of one event loop, one entry for each project that is in memory. Confined to that loop. */
final class RoomShard {
    private final Loop loop;
    private final RoomPorts ports;
    private final LiveRoom.Shared shared;
    private final Map<UUID, RoomLife> lives = new HashMap<>();
    private PersistenceState journal = PersistenceState.OK;
    private boolean isFrozen;
    private @Nullable List<Future<Void>> drained;

    RoomShard(Loop loop, RoomPorts ports) {
        this.loop = loop;
        this.ports = ports;
        shared = new LiveRoom.Shared(
                new Pace(loop, ports.settings().atOnce()),
                new UnstorableEdits(),
                new Preparations(ports.previews(), ports.settings().limits(), ports.residence(), loop));
    }

    Loop loop() {
        return loop;
    }

    /** The edits of this loop's projects that the database refused. */
    UnstorableEdits unstorable() {
        return shared.unstorable();
    }

    /** Has a piece of long work done by the project's room, once that is in memory. May be called from any thread. */
    <T> Future<T> askPiece(UUID project, Function<LiveRoom, Future<T>> piece) {
        return loop.askPiece(() -> open(project).compose(life -> life.ask(piece)));
    }

    /** The life of the project, once its room is in memory. */
    Future<RoomLife> open(UUID project) {
        if (drained != null) {
            return Future.failedFuture(new ProjectUnavailable(ProjectUnavailable.Reason.DRAINING, null));
        }
        RoomLife life = lives.get(project);
        if (life == null) {
            RoomLife begun = new RoomLife(project, ports, loop, shared, () -> lives.remove(project));
            begun.news().persistence(persistence());
            lives.put(project, begun);
            begun.load();
            life = begun;
        }
        return life.open();
    }

    /** Reads a project that another instance is about to hand over, unless it is here already. */
    Future<Void> prepare(UUID project, int moves) {
        return lives.containsKey(project)
                ? Future.succeededFuture()
                : shared.preparations().prepare(project, moves);
    }

    /** The life of the project if one is in memory, or null. */
    @Nullable
    RoomLife life(UUID project) {
        return lives.get(project);
    }

    /** The journal's state now, for rooms in memory and rooms that are opened later. */
    void persistence(PersistenceState now) {
        journal = now;
        tellPersistence();
    }

    /** Whether this instance takes no edits, since others may have its projects. */
    void frozen(boolean now) {
        isFrozen = now;
        tellPersistence();
    }

    private PersistenceState persistence() {
        return isFrozen ? PersistenceState.STOPPED : journal;
    }

    private void tellPersistence() {
        PersistenceState now = persistence();
        List.copyOf(lives.values()).forEach(life -> life.guard(() -> life.news().persistence(now)));
    }

    /** Whether sessions are in the project's room. */
    boolean isPeopled(UUID project) {
        RoomLife life = lives.get(project);
        return life != null && life.isInMemory() && !life.live().audience().isEmpty();
    }

    List<UUID> projects() {
        return List.copyOf(lives.keySet());
    }

    /** The projects in memory with most going on and the largest ones, so many of both. */
    List<ProjectFigures> figures(int most) {
        List<ProjectFigures> all = lives.values().stream()
                .filter(RoomLife::isInMemory)
                .map(life -> life.live().figures())
                .toList();
        return Stream.of(ProjectFigures.HOTTEST, ProjectFigures.LARGEST)
                .flatMap(order -> all.stream().sorted(order).limit(most))
                .distinct()
                .toList();
    }

    /** Opens no room any more; saves and ends those that are here. Called again, it does nothing more. */
    List<Future<Void>> drain() {
        if (drained == null) {
            drained = new ArrayList<>();
            List.copyOf(lives.values()).forEach(life -> drained.add(life.drain(Optional.empty())));
        }
        return drained;
    }
}
