package dev.easel.server.audience;

import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Peer;
import dev.easel.protocol.ServerMessage.Presence;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A frame of presence, encoded once for all who get it (rule B6): of sessions as they are now, and that others have
 * gone.
 */
final class PeersFrame {
    /** About what stands around a user and a state. */
    private static final int BESIDE = 64;

    private final byte[] frame;
    private final @Nullable String sole;

    private PeersFrame(byte[] frame, @Nullable String sole) {
        this.frame = frame;
        this.sole = sole;
    }

    static PeersFrame of(Collection<Session> sessions) {
        Map<String, Optional<Peer>> peers = new LinkedHashMap<>();
        for (Session session : sessions) {
            peers.put(
                    session.id(),
                    session.isClosed()
                            ? Optional.empty()
                            : Optional.of(session.presence().peer()));
        }
        return of(peers, OptionalInt.empty());
    }

    /**
     * @param peers sessions by their ids; empty for those that have gone
     * @param here how many are here, where that is told
     */
    static PeersFrame of(Map<String, Optional<Peer>> peers, OptionalInt here) {
        return new PeersFrame(
                ServerCodec.encode(new Presence(peers, here)),
                peers.size() == 1 ? peers.keySet().iterator().next() : null);
    }

    /**
     * About how much a session adds to a frame.
     *
     * @param session null for one that has gone
     */
    static int bytes(@Nullable Session session) {
        return BESIDE + (session == null ? 0 : session.presence().bytes());
    }

    int length() {
        return frame.length;
    }

    /** Sends it, unless it tells the receiver of nobody but itself; whether it did. */
    boolean sendTo(Session receiver) {
        if (receiver.id().equals(sole)) {
            return false;
        }
        receiver.send(frame);
        return true;
    }
}
