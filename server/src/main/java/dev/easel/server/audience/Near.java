package dev.easel.server.audience;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those near to a place, as many as a frame has room for. Confined to the room's loop. */
final class Near {
    /** Bytes of a frame, or one session; beyond, those who were added first are told. */
    static final int FRAME = 8 << 10;

    private final Set<Session> sessions = new LinkedHashSet<>();
    private int bytes;
    private @Nullable PeersFrame frame;

    /** Whether it is among them now. */
    boolean add(Session session) {
        int more = PeersFrame.bytes(session);
        if (!sessions.contains(session) && (sessions.isEmpty() || bytes + more <= FRAME)) {
            sessions.add(session);
            bytes += more;
        }
        return sessions.contains(session);
    }

    void addAll(Near others) {
        others.sessions.forEach(this::add);
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    boolean has(Session session) {
        return sessions.contains(session);
    }

    /** Null where nobody is. */
    @Nullable
    PeersFrame frame() {
        if (frame == null && !sessions.isEmpty()) {
            frame = PeersFrame.of(sessions);
        }
        return frame;
    }
}
