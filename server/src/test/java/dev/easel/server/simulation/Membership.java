package dev.easel.server.simulation;

import dev.easel.protocol.Event;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.OwnershipListener;
import dev.easel.server.persistence.Tenure;
import dev.easel.server.room.Rooms;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** How one server comes to the projects that it serves. */
public interface Membership {
    Future<Loaded> load(UUID project, LoadLimit limit);

    void release(UUID project, long epoch);

    Future<Void> handOver(UUID project, long epoch, String successor);

    Tenure tenure();

    /** The server has taken an edit as the owner of the project. */
    void taken(UUID project, long epoch, Event event);

    /** The threads that this takes. */
    List<ManualLoop> loops();

    /**
     * Begins, when all else is there.
     *
     * @param rooms are told what was lost
     * @param roomLoops a server whose loops do not run must not own anything
     */
    void begin(OwnershipListener rooms, List<ManualLoop> roomLoops);

    /** The server is about to end; fails when a project that another may have was not given to it. */
    Future<Void> leave(Rooms rooms);

    /** The server ends, and everything is given up. */
    Future<Void> end();
}
