package dev.easel.server.versions;

import dev.easel.protocol.Event;
import dev.easel.server.bulk.Capacity;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * What versions are kept in, and read from.
 *
 * @param wholes of works that hold a whole canvas
 */
public record VersionPorts(
        VersionStore versions, ForkStore forks, PastContents past, EventScan scan, Worker worker, Capacity wholes) {
    /** The port to the journal. */
    public interface EventScan {
        /**
         * Tells the durable events after {@code after} up to {@code upTo}, in order and without gaps, on worker
         * threads, one after the other. Fails with what {@code each} throws. Completes on the context of the caller.
         */
        Future<Void> scan(UUID project, long after, long upTo, Consumer<Event> each);
    }

    /** Runs work that is too long for an event loop on another thread. */
    public interface Worker {
        <T> Future<T> run(Callable<T> work);
    }
}
