package dev.easel.server.room;

import dev.easel.server.audience.Session;
import dev.easel.server.audience.Whereabouts;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Moves;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Asks that a room goes to where its people are. Confined to the room's loop. */
final class Relocation {
    private final UUID project;
    private final int moves;
    private final Moves destinations;
    private final Loop loop;
    private final BooleanSupplier mayMove;
    private final Whereabouts whereabouts;
    private Loop.@Nullable Timer timer;

    /**
     * @param moves how often the room has moved to its people, in a row
     * @param mayMove whether the room could go now, and people would notice a blink only
     */
    Relocation(RoomPorts ports, UUID project, int moves, Loop loop, BooleanSupplier mayMove) {
        this.project = project;
        this.moves = moves;
        this.destinations = ports.moves();
        this.loop = loop;
        this.mayMove = mayMove;
        whereabouts = new Whereabouts(ports.settings().moveMs(), moves);
    }

    void entered(Session session) {
        whereabouts.entered(session.connection().through(), loop.now());
        schedule();
    }

    void left(Session session) {
        whereabouts.left(session.connection().through(), loop.now());
        schedule();
    }

    private void schedule() {
        OptionalLong due = whereabouts.dueInMs(loop.now());
        if (timer == null && due.isPresent()) {
            timer = loop.after(Math.max(1, due.getAsLong()), this::due);
        }
    }

    private void due() {
        timer = null;
        whereabouts.destination(loop.now()).ifPresent(to -> {
            whereabouts.stays(loop.now());
            if (mayMove.getAsBoolean()) {
                destinations.toPeople(project, to, moves + 1);
            }
        });
        schedule();
    }

    /** Whether what was asked still holds. */
    boolean mayGoTo(String instance) {
        return whereabouts.areAllAt(instance) && mayMove.getAsBoolean();
    }

    void end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
