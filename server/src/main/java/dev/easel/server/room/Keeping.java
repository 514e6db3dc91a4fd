package dev.easel.server.room;

import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What the life of a room says to the auto-save, to the journal and to the log. Confined to the room's loop. */
final class Keeping {
    /** How long a save may take that others wait for, in milliseconds: one that cannot be made has no end. */
    static final long SAVE_MS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final UUID project;
    private final RoomPorts ports;
    private final Loop loop;

    Keeping(UUID project, RoomPorts ports, Loop loop) {
        this.project = project;
        this.ports = ports;
        this.loop = loop;
    }

    /** Completes on the loop; fails when not everything could be saved. */
    Future<Boolean> flush() {
        return loop.bring(ports.saves().flush(project));
    }

    /** Makes another instance the owner, or saves what there is where no other is there; in the time there is. */
    Future<Void> end(LiveRoom live, Optional<String> successor) {
        return successor.isPresent() ? handOver(live, successor.get()) : flushAtEnd(live);
    }

    private Future<Void> flushAtEnd(LiveRoom live) {
        live.room().dirty().set();
        return loop.within(
                        ports.settings().drainMs(), ports.saves().flush(project).<Void>mapEmpty())
                .recover(failure -> Future.failedFuture(
                        new IllegalStateException("project " + project + " was not saved", failure)));
    }

    /** Waits until all is durable: the other instance saves the rest. */
    private Future<Void> handOver(LiveRoom live, String successor) {
        long epoch = live.room().epoch().epoch();
        Future<Long> durable = live.room().whenDurable(live.room().seq());
        return loop.within(
                        ports.settings().drainMs(),
                        durable.compose(_ -> ports.store().handOver(project, epoch, successor)))
                .onSuccess(_ -> ports.saves().forget(project));
    }

    /**
     * What is here is not to be trusted any more.
     *
     * @param live null when it was not in memory
     * @param isOver whether the room was closed before
     */
    void tellLost(@Nullable LiveRoom live, String why, @Nullable Throwable cause, boolean isOver) {
        LoggingEventBuilder line = (isOver ? LOG.atWarn() : LOG.atError())
                .addKeyValue(Field.PROJECT, project)
                .setCause(cause);
        if (live != null) {
            line = line.addKeyValue(Field.EPOCH, live.room().epoch().epoch());
        }
        line.log(isOver ? "A room that was closed before: {}" : "A room closes and is loaded again: {}", why);
    }

    /**
     * The room does not own its project any more.
     *
     * @param live null when it was not in memory
     */
    void forget(@Nullable LiveRoom live) {
        ports.saves().forget(project);
        if (live != null) {
            ports.journal().forget(project, live.room().epoch().epoch());
        }
    }
}
