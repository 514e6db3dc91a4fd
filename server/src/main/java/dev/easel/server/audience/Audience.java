package dev.easel.server.audience;

import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.ServerMessage.Durable;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.Project;
import dev.easel.protocol.ServerMessage.ProjectNews;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sessions of a room, from hello to close, and the notices that all of them get. Confined to the room's loop. */
public final class Audience {
    private final Map<String, Session> byId = new LinkedHashMap<>();
    private final Map<UUID, Session> byClient = new LinkedHashMap<>();

    private ProjectNews news;
    private PersistenceState persistence = PersistenceState.OK;

    /** @param news title, version and settings of the project */
    public Audience(ProjectNews news) {
        this.news = news;
    }

    public void add(Session session) {
        byId.put(session.id(), session);
        byClient.put(session.client(), session);
    }

    /** Removes the session; false when it was not here. A newer session of the same client stays (pitfall 10). */
    public boolean remove(Session session) {
        byClient.remove(session.client(), session);
        return byId.remove(session.id(), session);
    }

    /** The client's present session, or null. */
    @Nullable
    public Session of(UUID client) {
        return byClient.get(client);
    }

    public int size() {
        return byId.size();
    }

    public boolean isEmpty() {
        return byId.isEmpty();
    }

    /** All of them as they are now: closing one while walking is safe. */
    public Collection<Session> all() {
        return new ArrayList<>(byId.values());
    }

    public List<Session> live() {
        List<Session> live = new ArrayList<>(byId.size());
        for (Session session : byId.values()) {
            if (session.isLive()) {
                live.add(session);
            }
        }
        return live;
    }

    /** Sends the same bytes to every live session. */
    public void tell(ServerMessage message) {
        byte[] frame = ServerCodec.encode(message);
        live().forEach(session -> session.send(frame));
    }

    // ---- notices

    public ProjectNews news() {
        return news;
    }

    public void changed(ProjectNews changed) {
        if (changed.equals(news)) {
            return; // told by the call that changed it, and by the database
        }
        news = changed;
        tell(new Project(news));
    }

    /** The journal's state that sessions were told last. */
    public PersistenceState persistence() {
        return persistence;
    }

    /** The journal's state now. */
    public void persistence(PersistenceState state) {
        persistence = state;
        live().forEach(session -> session.tellPersistence(state));
    }

    /**
     * Tells a session that has just become live what changed between its welcome and now, when only objects are sent.
     */
    public void catchUp(Session session, long durable) {
        if (durable > session.welcome().durable()) {
            session.send(new Durable(durable));
        }
        if (!news.equals(session.welcome().project())) {
            session.send(new Project(news));
        }
        if (persistence != session.toldPersistence()) {
            session.tellPersistence(persistence);
        }
        session.dropWelcome();
    }
}
