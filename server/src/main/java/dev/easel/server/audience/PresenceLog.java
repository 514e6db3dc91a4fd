package dev.easel.server.audience;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The latest change of each session, numbered in the order in which changes are told: it came, its state is another, it
 * has gone. Of a receiver nothing needs to be known but the number up to which it was told. A change that nobody was
 * told keeps its number when the session changes again, so that who moves all the time has its turn, too. Confined to
 * the room's loop.
 */
final class PresenceLog {
    /** Sessions that have gone and that not all were told of; of more, the first is forgotten. */
    static final int MOST_GONE = 10_000;

    /** Bytes of one frame, or one session. */
    static final int FRAME = 32 << 10;

    private final NavigableMap<Long, Session> byNumber = new TreeMap<>();
    private final Map<Session, Long> numbers = new HashMap<>();
    private final NavigableSet<Long> gone = new TreeSet<>();
    private long last;
    private long told;

    /** The session has come, or says something else. */
    void changed(Session session) {
        number(session);
    }

    void gone(Session session) {
        gone.add(number(session));
        if (gone.size() > MOST_GONE) {
            forget(gone.getFirst());
        }
    }

    private long number(Session session) {
        Long before = numbers.get(session);
        if (before != null && before > told) {
            return before;
        }
        if (before != null) {
            byNumber.remove(before);
        }
        numbers.put(session, ++last);
        byNumber.put(last, session);
        return last;
    }

    /** Everybody was told up to this number: who had gone by then is forgotten. */
    void toldAll(long upTo) {
        while (!gone.isEmpty() && gone.getFirst() <= upTo) {
            forget(gone.getFirst());
        }
    }

    private void forget(long number) {
        gone.remove(number);
        numbers.remove(byNumber.remove(number));
    }

    /** The number of the latest change. */
    long last() {
        return last;
    }

    /** The number up to which somebody was told. */
    long told() {
        return told;
    }

    /** Those who are here, who changed last first; at most so many. */
    List<Session> latest(int most) {
        List<Session> latest = new ArrayList<>();
        for (Session session : byNumber.descendingMap().values()) {
            if (latest.size() == most) {
                break;
            }
            if (!session.isClosed()) {
                latest.add(session);
            }
        }
        return latest;
    }

    /** What is told next to who was told up to this number. There is something. */
    News after(long number) {
        List<Session> next = new ArrayList<>();
        int bytes = 0;
        long upTo = last;
        for (Map.Entry<Long, Session> change : byNumber.tailMap(number, false).entrySet()) {
            bytes += PeersFrame.bytes(change.getValue());
            if (!next.isEmpty() && bytes > FRAME) {
                upTo = change.getKey() - 1;
                break;
            }
            next.add(change.getValue());
        }
        told = Math.max(told, upTo);
        return new News(PeersFrame.of(next), upTo);
    }

    /** @param upTo the number up to which a receiver is told by the frame */
    record News(PeersFrame frame, long upTo) {}
}
