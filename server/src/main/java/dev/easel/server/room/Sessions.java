package dev.easel.server.room;

import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The sessions of a room, from hello to close. Confined to the room's loop. */
final class Sessions {
    private final Map<String, Session> byId = new LinkedHashMap<>();
    private final Map<UUID, Session> byClient = new LinkedHashMap<>();

    void add(Session session) {
        byId.put(session.id(), session);
        byClient.put(session.client(), session);
    }

    /** Takes the session out; false when it was not in. A newer session of the same client stays (pitfall 10). */
    boolean remove(Session session) {
        byClient.remove(session.client(), session);
        return byId.remove(session.id(), session);
    }

    /** The client's present session, or null. */
    Session of(UUID client) {
        return byClient.get(client);
    }

    int size() {
        return byId.size();
    }

    /** All of them as they are now, so that closing one while walking is safe. */
    Collection<Session> all() {
        return new ArrayList<>(byId.values());
    }

    List<Session> live() {
        return in(Session.Phase.LIVE);
    }

    List<Session> in(Session.Phase phase) {
        List<Session> found = new ArrayList<>(byId.size());
        for (Session session : byId.values()) {
            if (session.phase == phase) {
                found.add(session);
            }
        }
        return found;
    }

    /** The same bytes to every live session. */
    void broadcast(ServerMessage message) {
        byte[] frame = ServerCodec.encode(message);
        live().forEach(session -> session.connection().send(frame));
    }
}
