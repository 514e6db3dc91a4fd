package dev.easel.server.access;

import io.vertx.core.Future;
import java.util.UUID;

/** What people have. */
public interface Holdings {
    /** Boards that the person owns, those in the trash included. */
    Future<Long> boards(String user);

    /** Bytes of the images of all boards that the person owns. */
    Future<Long> bytes(String user);

    /** Bytes of the images of all boards of whom owns this one for longest; 0 where nobody does. */
    Future<Long> bytesOfOwner(UUID project);
}
