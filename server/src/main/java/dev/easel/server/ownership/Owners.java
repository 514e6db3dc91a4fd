package dev.easel.server.ownership;

import io.vertx.core.Future;
import java.net.URI;
import java.util.UUID;
import java.util.function.Consumer;

/** Which instance serves a project. May be asked from any thread; futures complete on the context of the caller. */
public interface Owners {
    /** Where a request for the project goes now. Fails when that cannot be found out. */
    Future<Place> locate(UUID project);

    /**
     * As {@link #locate}, after {@code failed} could not be reached, or has said that it does not own the project:
     * looks whether that instance is alive, and who has the project now. This may take about 300 ms.
     */
    Future<Place> locateAgain(UUID project, Place.There failed);

    /**
     * Registers who is told when an instance is found dead, or has left: what is forwarded to it is cut. It is called
     * on any thread, with the id of the instance.
     */
    void onGone(Consumer<String> listener);

    /** Where a project is served. */
    sealed interface Place {
        /** By this instance. */
        record Here() implements Place {}

        /**
         * By another instance.
         *
         * @param instance its id, which no other process ever has
         * @param address where other instances reach it: scheme, host and port
         */
        record There(String instance, URI address) implements Place {}
    }
}
