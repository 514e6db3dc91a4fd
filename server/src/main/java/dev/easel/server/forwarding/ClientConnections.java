package dev.easel.server.forwarding;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names of clients' connections at other instances: always the same object for the same connection, so that what counts
 * by connection counts by the client's, and not by ours to the other instance. Used by all event loops.
 */
final class ClientConnections {
    /** How many are remembered; beyond, what is counted for the one unused for longest begins again. */
    static final int MOST = 10_000;

    private final Map<String, Object> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
            return size() > MOST;
        }
    };

    synchronized Object of(Mark mark) {
        return known.computeIfAbsent(mark.from() + " " + mark.connection(), _ -> new Object());
    }
}
