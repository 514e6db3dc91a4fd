package dev.easel.server.audience;

import dev.easel.protocol.ServerMessage.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

    private final NavigableMap<Long, Change> byNumber = new TreeMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final NavigableSet<Long> gone = new TreeSet<>();
    private long last;
    private long told;

    /** The session has come, or says something else. */
    void changed(Session session) {
        put(new Change(session.id(), session));
    }

    /** The session has gone; nothing but its id is kept. */
    void gone(Session session) {
        gone.add(put(new Change(session.id(), null)));
        if (gone.size() > MOST_GONE) {
            forget(gone.getFirst());
        }
    }

    private long put(Change change) {
        Long before = numbers.get(change.id());
        if (before != null && before > told) {
            byNumber.put(before, change);
            return before;
        }
        if (before != null) {
            byNumber.remove(before);
        }
        numbers.put(change.id(), ++last);
        byNumber.put(last, change);
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
        Change forgotten = byNumber.remove(number);
        if (forgotten != null) {
            numbers.remove(forgotten.id());
        }
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
        for (Change change : byNumber.descendingMap().values()) {
            if (latest.size() == most) {
                break;
            }
            if (change.session() != null) {
                latest.add(change.session());
            }
        }
        return latest;
    }

    /**
     * What is told next to who was told up to this number. There is something.
     *
     * @param here how many are here, where that is told
     */
    News after(long number, OptionalInt here) {
        Map<String, Optional<Peer>> next = new LinkedHashMap<>();
        int bytes = 0;
        long upTo = last;
        for (Map.Entry<Long, Change> entry : byNumber.tailMap(number, false).entrySet()) {
            Change change = entry.getValue();
            bytes += PeersFrame.bytes(change.session());
            if (!next.isEmpty() && bytes > FRAME) {
                upTo = entry.getKey() - 1;
                break;
            }
            next.put(
                    change.id(),
                    Optional.ofNullable(change.session())
                            .map(session -> session.presence().peer()));
        }
        told = Math.max(told, upTo);
        return new News(PeersFrame.of(next, here), upTo);
    }

    /** Whether others are told that it is here. */
    boolean has(Session session) {
        return numbers.containsKey(session.id());
    }

    /** How many are here. */
    int here() {
        return numbers.size() - gone.size();
    }

    /** @param session null where it has gone */
    private record Change(String id, @Nullable Session session) {}

    /** @param upTo the number up to which a receiver is told by the frame */
    record News(PeersFrame frame, long upTo) {}
}
