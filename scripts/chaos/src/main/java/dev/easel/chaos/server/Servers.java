package dev.easel.chaos.server;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Everything that serves clients in a run. Any thread. */
public interface Servers extends AutoCloseable {
    void start() throws InterruptedException;

    /** Where clients connect; empty while there is nobody. */
    Optional<URI> uri();

    /** Whether every server there should be has said that it is ready. */
    boolean isServing();

    /** Of all processes, as they are now; those of a database that is not the server's own are left out. */
    List<ProcessHandle> processes();

    /** Ends every process there is, in order where that is possible. */
    @Override
    void close();
}
