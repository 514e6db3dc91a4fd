package dev.easel.server.persistence;

import dev.easel.protocol.Event;
import dev.easel.protocol.json.Json;
import dev.easel.server.log.TraceId;
import java.util.List;
import java.util.UUID;

/** The journal, as rooms see it: where events become durable. May be called from any thread. */
public interface Journal {
    /**
     * Takes the next events of a project, in order and without gaps. What becomes of them is told through {@link
     * JournalListener}.
     *
     * @param epoch the epoch the project was loaded at: another owner's epoch fences them off
     */
    void append(UUID project, long epoch, List<Entry> entries);

    /** The project's room is gone: what is not committed of this epoch may be dropped. */
    void forget(UUID project, long epoch);

    /**
     * Whether more events of the project may be made; while not, a bound on undurable bytes is reached, its own or that
     * of all (rule D5).
     */
    boolean takesMore(UUID project);

    /**
     * An event on its way to the journal.
     *
     * @param changes the event's changes, encoded
     * @param origin how its edit came
     * @param trace of the request or session that made it
     */
    record Entry(Event event, Json changes, Origin origin, TraceId trace) {
        /** What it counts for in the journal's bounds. */
        public int bytes() {
            return changes.length() + OVERHEAD;
        }

        /** Bytes estimated for what stands around the changes. */
        private static final int OVERHEAD = 200;
    }
}
