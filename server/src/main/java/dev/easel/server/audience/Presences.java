package dev.easel.server.audience;

import dev.easel.protocol.ServerMessage.Peer;
import dev.easel.protocol.json.Json;
import dev.easel.server.audience.PresenceBeat.Spent;
import dev.easel.server.audience.PresenceLog.News;
import dev.easel.server.loop.Loop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Presence of the sessions: never stored, the latest wins. All are told of all, at most thirty times a second; a
 * crowd more slowly, and soon only of those whom {@link Surroundings} names (rules B6, B11). It is the first thing
 * that is not sent to a slow receiver; that one gets the latest of everybody once it is fast again. Confined to the
 * room's loop.
 */
public final class Presences {
    /** Time between two frames of presence, in milliseconds. */
    public static final long INTERVAL_MS = 33;

    /** Sessions from which on presence is told less often, in proportion: a frame then holds that many more states. */
    static final int MANY = 50;

    /** Sessions that are no crowd yet. */
    public static final int CROWD = 100;

    /** How soon a crowd is told of everybody, in milliseconds, where it is not too large for that. */
    public static final long CROWD_INTERVAL_MS = 500;

    /** Peers that the welcome to a crowd tells of: those who changed last. */
    public static final int WELCOME_PEERS = 100;

    /** Frames and bytes of a second, for one room, by which a crowd is told of everybody. */
    static final int FRAMES = 2_000;

    static final long BYTES = 8 << 20;

    /** The same by which it is told of those near. */
    static final int NEAR_FRAMES = 4_000;

    static final long NEAR_BYTES = 16 << 20;

    /** Unsent bytes from which a receiver is spared presence. */
    static final int SPARED_FROM = 64 << 10;

    /** The least time between two summons of one session that a crowd is told soon, in milliseconds. */
    static final long SUMMONS_APART_MS = 10_000;

    private final Audience audience;
    private final Loop loop;
    private final PresenceLog log = new PresenceLog();
    private final Surroundings surroundings = new Surroundings();
    private final PresenceBeat everybody;
    private final PresenceBeat near;
    private boolean wasCrowd;
    private boolean hasBeenCrowd;

    public Presences(Audience audience, Loop loop) {
        this.audience = audience;
        this.loop = loop;
        everybody = new PresenceBeat(loop, FRAMES, BYTES, this::tellEverybody);
        near = new PresenceBeat(loop, NEAR_FRAMES, NEAR_BYTES, this::tellNear);
    }

    /** The session says where it is. Others hear of it once it is welcomed. */
    public void say(Session session, Json state) {
        SessionPresence presence = session.presence();
        View before = isCrowd() ? presence.view() : View.NONE;
        if (isCrowd()) {
            presence.leaves();
        }
        presence.say(state);
        if (session.isWelcomed()) {
            if (isCrowd() && presence.view().summonsAfter(before) && presence.summons(loop.now(), SUMMONS_APART_MS)) {
                surroundings.summons(session);
            }
            changed(session);
        }
    }

    public void changed(Session session) {
        log.changed(session);
        due(session);
    }

    public void gone(Session session) {
        log.gone(session);
        surroundings.gone(session);
        due(session);
    }

    /** A session that nobody was told of has gone. */
    public void left() {
        endCrowd();
    }

    /** The session is live again: what it missed meanwhile is told at the next turn. */
    public void live(Session session) {
        if (session.presence().told() < log.last()) {
            everybody.due(intervalMs());
        }
        if (isCrowd()) {
            near.due(INTERVAL_MS);
        }
    }

    /** Whom the welcome of {@code self} tells of. From here on it is told what changes. */
    public Map<String, Peer> peersOf(Session self) {
        Map<String, Peer> peers = new LinkedHashMap<>();
        for (Session session : log.latest(isCrowd() ? WELCOME_PEERS : Integer.MAX_VALUE)) {
            if (session != self) {
                peers.put(session.id(), session.presence().peer());
            }
        }
        self.presence().told(log.told());
        self.presence().cell(null);
        self.presence().welcomeCut(isCrowd() && log.here() > WELCOME_PEERS);
        return peers;
    }

    /**
     * How many are here, for the welcome of {@code self}, which may be told to the others only then; empty where
     * everybody was always told of all, and can count them.
     */
    public OptionalInt hereWith(Session self) {
        return here(log.has(self) ? 0 : 1);
    }

    /** Those who are not welcomed yet do not count: that they go is told to nobody. */
    private OptionalInt here(int more) {
        hasBeenCrowd |= isCrowd();
        return hasBeenCrowd ? OptionalInt.of(log.here() + more) : OptionalInt.empty();
    }

    public void stop() {
        everybody.stop();
        near.stop();
    }

    private boolean isCrowd() {
        return audience.size() > CROWD;
    }

    private void due(Session session) {
        endCrowd();
        wasCrowd = isCrowd();
        everybody.due(intervalMs());
        if (isCrowd()) {
            surroundings.moved(session);
            near.due(INTERVAL_MS);
        }
    }

    /** Where they are no crowd any more all are told of all. */
    private void endCrowd() {
        if (wasCrowd && !isCrowd()) {
            wasCrowd = false;
            surroundings.forget();
            audience.all().forEach(Presences::completeWelcome);
            everybody.restart(intervalMs());
            everybody.due(intervalMs());
        }
    }

    /** Up to here it was told of some; now that they are few it is told of all. */
    private static void completeWelcome(Session session) {
        if (session.presence().isWelcomeCut()) {
            session.presence().welcomeCut(false);
            session.presence().told(0);
        }
    }

    private long intervalMs() {
        return isCrowd() ? CROWD_INTERVAL_MS : INTERVAL_MS * Math.max(1, audience.size() / MANY);
    }

    /** Those who have not heard the same before are few, and each number up to which some have is a frame. */
    private Spent tellEverybody() {
        Map<Long, News> after = new HashMap<>();
        long frames = 0;
        long bytes = 0;
        long toldAll = log.last();
        OptionalInt here = here(0);
        boolean isMore = false;
        for (Session session : audience.all()) {
            if (canBeTold(session) && session.presence().told() < log.last()) {
                News news = after.computeIfAbsent(session.presence().told(), it -> log.after(it, here));
                session.presence().told(news.upTo());
                if (news.frame().sendTo(session)) {
                    frames++;
                    bytes += news.frame().length();
                }
            }
            isMore |= session.isLive() && session.presence().told() < log.last();
            toldAll = Math.min(toldAll, session.presence().told());
        }
        log.toldAll(toldAll);
        OptionalLong again = isMore ? OptionalLong.of(intervalMs()) : OptionalLong.empty();
        return isCrowd() ? new Spent(frames, bytes, again) : new Spent(0, 0, again);
    }

    private Spent tellNear() {
        List<Session> receivers = new ArrayList<>();
        for (Session session : audience.all()) {
            if (canBeTold(session)) {
                receivers.add(session);
            }
        }
        Surroundings.Told told = surroundings.tell(receivers, () -> log.latest(Integer.MAX_VALUE));
        boolean isMore = told.isMore() && isCrowd();
        return new Spent(told.frames(), told.bytes(), isMore ? OptionalLong.of(INTERVAL_MS) : OptionalLong.empty());
    }

    private static boolean canBeTold(Session session) {
        return session.isLive() && session.unsent() <= SPARED_FROM;
    }
}
