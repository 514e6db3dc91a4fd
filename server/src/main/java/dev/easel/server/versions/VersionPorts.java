package dev.easel.server.versions;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** What versions are kept in, and read from. */
public record VersionPorts(VersionStore versions, ForkStore forks, PastContents past, EventScan scan, Worker worker) {
    /** Runs work that is too long for an event loop on another thread. */
    public interface Worker {
        <T> Future<T> run(Callable<T> work);
    }
}
