package dev.easel.server.audience;

import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Peer;
import dev.easel.protocol.ServerMessage.Presence;
import dev.easel.protocol.json.Json;
import dev.easel.server.loop.Loop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Presence of the sessions: never stored, the latest wins, sent at most thirty times a second. It is the first thing
 * that is not sent to a slow receiver; that one gets the latest of everybody once it is fast again. Confined to the
 * room's loop.
 */
public final class Presences {
    /** Time between two frames of presence, in milliseconds. */
    public static final long INTERVAL_MS = 33;

    /** Sessions from which on presence is told less often, in proportion: a frame then holds that many more states. */
    static final int CROWD = 50;

    /** Unsent bytes from which a receiver is spared presence. */
    static final int SPARED_FROM = 64 << 10;

    private final Audience audience;
    private final Loop loop;
    private final Map<String, Optional<Peer>> changed = new LinkedHashMap<>();

    private Loop.@Nullable Timer timer;

    public Presences(Audience audience, Loop loop) {
        this.audience = audience;
        this.loop = loop;
    }

    /** The session says where it is. Others hear of it once it is welcomed. */
    public void say(Session session, Json state) {
        session.presence(state);
        if (session.isWelcomed()) {
            changed(session);
        }
    }

    public void changed(Session session) {
        changed.put(session.id(), Optional.of(session.peer()));
        schedule();
    }

    public void gone(Session session) {
        changed.put(session.id(), Optional.empty());
        schedule();
    }

    /** The session is live again: what it missed meanwhile is told at the next turn. */
    public void live(Session session) {
        if (session.hasMissedPresence()) {
            schedule();
        }
    }

    /** Everybody who has been welcomed, but for {@code self}. */
    public Map<String, Peer> peersOf(Session self) {
        Map<String, Peer> peers = new LinkedHashMap<>();
        for (Session session : audience.all()) {
            if (session != self && session.isWelcomed()) {
                peers.put(session.id(), session.peer());
            }
        }
        return peers;
    }

    public void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void schedule() {
        if (timer == null) {
            timer = loop.after(INTERVAL_MS * Math.max(1, audience.size() / CROWD), this::tell);
        }
    }

    private void tell() {
        timer = null;
        byte[] news = ServerCodec.encode(new Presence(changed));
        boolean isAnySpared = false;
        for (Session session : audience.all()) {
            if (!session.isLive() || session.unsent() > SPARED_FROM) {
                session.missPresence(changed);
                isAnySpared |= session.isLive();
            } else if (session.hasMissedPresence()) {
                session.missPresence(changed);
                session.sendMissedPresence();
            } else if (!changed.isEmpty() && !isOnlyAbout(session)) {
                session.send(news);
            }
        }
        changed.clear();
        if (isAnySpared) {
            schedule();
        }
    }

    private boolean isOnlyAbout(Session session) {
        return changed.size() == 1 && changed.containsKey(session.id());
    }
}
