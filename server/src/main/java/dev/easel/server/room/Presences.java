package dev.easel.server.room;

import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Peer;
import dev.easel.protocol.ServerMessage.Presence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where people are: never stored, latest wins, told at most thirty times a second, and the first thing dropped for a
 * slow receiver, who gets the latest of everybody once it is fast again. Confined to the room's loop.
 */
final class Presences {
    /** Time between two frames of presence, in milliseconds. */
    static final long INTERVAL_MS = 33;

    /** Sessions from which on presence is told less often, in proportion: a frame then holds that many more states. */
    static final int CROWD = 50;

    /** Unsent bytes from which a receiver is spared presence. */
    static final int SPARED_FROM = 64 << 10;

    private final Sessions sessions;
    private final Loop loop;
    private final Map<String, Optional<Peer>> changed = new LinkedHashMap<>();
    private Loop.Timer timer;

    Presences(Sessions sessions, Loop loop) {
        this.sessions = sessions;
        this.loop = loop;
    }

    void changed(Session session) {
        changed.put(session.id(), Optional.of(session.peer()));
        arm();
    }

    void gone(Session session) {
        changed.put(session.id(), Optional.empty());
        arm();
    }

    /** The session is live again: what it missed meanwhile is told at the next turn. */
    void live(Session session) {
        if (!session.missedPresence.isEmpty()) {
            arm();
        }
    }

    /** Everybody who has been welcomed, but for {@code self}. */
    Map<String, Peer> peersOf(Session self) {
        Map<String, Peer> peers = new LinkedHashMap<>();
        for (Session session : sessions.all()) {
            if (session != self && session.phase != Session.Phase.JOINING) {
                peers.put(session.id(), session.peer());
            }
        }
        return peers;
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void arm() {
        if (timer == null) {
            timer = loop.after(INTERVAL_MS * Math.max(1, sessions.size() / CROWD), this::tell);
        }
    }

    private void tell() {
        timer = null;
        byte[] news = ServerCodec.encode(new Presence(changed));
        boolean spared = false;
        for (Session session : sessions.all()) {
            boolean live = session.phase == Session.Phase.LIVE;
            if (!live || session.connection().unsent() > SPARED_FROM) {
                session.missedPresence.putAll(changed);
                spared |= live;
            } else if (!session.missedPresence.isEmpty()) {
                session.missedPresence.putAll(changed);
                session.connection().send(ServerCodec.encode(new Presence(session.missedPresence)));
                session.missedPresence.clear();
            } else if (!changed.isEmpty() && !isOnlyAbout(session)) {
                session.connection().send(news);
            }
        }
        changed.clear();
        if (spared) {
            arm();
        }
    }

    private boolean isOnlyAbout(Session session) {
        return changed.size() == 1 && changed.containsKey(session.id());
    }
}
