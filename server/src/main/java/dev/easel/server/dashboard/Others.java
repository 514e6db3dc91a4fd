package dev.easel.server.dashboard;

import dev.easel.server.ownership.OtherInstance;
import dev.easel.server.ownership.Owners.Place.There;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The other instances on this database. May be asked from any thread. */
public interface Others {
    /** Those that live, and those that have died and are not forgotten yet. */
    Future<List<OtherInstance>> all();

    /**
     * What one of them answers at this path, as JSON; it sees who asks. Fails when it does not answer, or not in time,
     * or with too much.
     *
     * @param withinMs the time it has, in milliseconds
     * @param mostBytes of the answer
     */
    Future<Buffer> ask(There there, String uri, long withinMs, int mostBytes);
}
