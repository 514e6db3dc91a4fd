package dev.easel.server.audience;

import dev.easel.protocol.json.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Of those who move in a crowd, what each receiver is told soon: who is near to what it looks at, whom it follows, and
 * who asks all to come. Receivers that look at about the same place share a frame. Confined to the room's loop.
 */
final class Surroundings {
    /** Bytes of a frame about those near, or one session; beyond, those who moved last are told. */
    static final int FRAME = 8 << 10;

    /** Places whose newcomers are told, at one beat, who is there; the others are at the next. */
    static final int MOST_ENTERED = 50;

    private SequencedSet<Session> moved = new LinkedHashSet<>();
    private Set<Session> summoning = new LinkedHashSet<>();

    /** It says something else than before, or has gone. */
    void moved(Session session) {
        moved.addLast(session);
    }

    /** It asks all to come. */
    void summons(Session session) {
        summoning.add(session);
    }

    /**
     * What there is to tell now. Nobody needs to hear of it again.
     *
     * @param receivers who can be told
     * @param latest all who are here, who changed last first; asked for only when somebody looks at another place
     */
    Told tell(Collection<Session> receivers, Supplier<List<Session>> latest) {
        Round round = new Round(moved.reversed());
        PeersFrame summons = summoning.isEmpty() ? null : PeersFrame.of(summoning);
        moved = new LinkedHashSet<>();
        summoning = new LinkedHashSet<>();
        receivers.forEach(round::receiver);
        boolean isMore = round.enter(latest);
        round.move();
        Told told = new Told(isMore);
        for (Session receiver : receivers) {
            told.send(summons, receiver);
            round.tell(receiver, told);
        }
        return told;
    }

    /** What was sent. */
    static final class Told {
        private final boolean isMore;
        private long frames;
        private long bytes;

        private Told(boolean isMore) {
            this.isMore = isMore;
        }

        private void send(@Nullable PeersFrame frame, Session receiver) {
            if (frame != null && frame.sendTo(receiver)) {
                frames++;
                bytes += frame.length();
            }
        }

        long frames() {
            return frames;
        }

        long bytes() {
            return bytes;
        }

        /** Whether some are told at the next beat who is near to them. */
        boolean isMore() {
            return isMore;
        }
    }

    /** One beat. */
    private static final class Round {
        /** The squares in which those who see a point have their centres: its own and the eight around it. */
        private static final int SQUARES = 9;

        private final SequencedSet<Session> moved;
        private final Map<Json, Session> movedById = new HashMap<>();
        private final Map<Cell, Place> places = new HashMap<>();
        private final Set<Integer> levels = new HashSet<>();
        private final Map<Session, PeersFrame> leaders = new HashMap<>();

        /** @param moved who moved last first */
        private Round(SequencedSet<Session> moved) {
            this.moved = moved;
            moved.forEach(session -> movedById.put(Json.string(session.id()), session));
        }

        private void receiver(Session receiver) {
            Cell cell = receiver.presence().view().cell();
            if (cell != null) {
                Place place = places.computeIfAbsent(cell, _ -> new Place());
                place.isEntered |= !cell.equals(receiver.presence().cell());
                levels.add(cell.level());
            }
        }

        /** Looks who is at the places to which somebody has come; whether some are left for the next beat. */
        private boolean enter(Supplier<List<Session>> latest) {
            List<Map.Entry<Cell, Place>> entered = places.entrySet().stream()
                    .filter(place -> place.getValue().isEntered)
                    .limit(MOST_ENTERED + 1L)
                    .toList();
            List<Session> all = entered.isEmpty() ? List.of() : latest.get();
            entered.stream()
                    .limit(MOST_ENTERED)
                    .forEach(place -> place.getValue().look(place.getKey(), all));
            return entered.size() > MOST_ENTERED;
        }

        /** Each who moved is near to the places that show its cursor. */
        private void move() {
            for (Session session : moved) {
                Point cursor = session.presence().view().cursor();
                if (cursor == null) {
                    continue;
                }
                for (int level : levels) {
                    for (int square = 0; square < SQUARES; square++) {
                        Place place = places.get(Cell.around(cursor, level, square / 3 - 1, square % 3 - 1));
                        if (place != null) {
                            place.moved.add(session);
                        }
                    }
                }
            }
        }

        private void tell(Session receiver, Told told) {
            Cell cell = receiver.presence().view().cell();
            Place place = cell == null ? null : places.get(cell);
            Near near = place == null ? null : place.moved;
            Near here = place == null ? null : place.here;
            if (cell != null && here != null && !cell.equals(receiver.presence().cell())) {
                near = here;
                receiver.presence().cell(cell);
            }
            if (near != null) {
                told.send(near.frame(), receiver);
            }
            Session leader = leader(receiver);
            if (leader != null && (near == null || !near.has(leader))) {
                told.send(leaders.computeIfAbsent(leader, it -> PeersFrame.of(List.of(it))), receiver);
            }
        }

        /** Whom the receiver follows, where that one has moved. */
        private @Nullable Session leader(Session receiver) {
            Json following = receiver.presence().view().following();
            return following == null ? null : movedById.get(following);
        }
    }

    /** Where some look. */
    private static final class Place {
        private final Near moved = new Near();
        private boolean isEntered;
        private @Nullable Near here;

        private void look(Cell cell, List<Session> all) {
            Near seen = new Near();
            for (Session session : all) {
                Point cursor = session.presence().view().cursor();
                if (cursor != null && cell.shows(cursor)) {
                    seen.add(session);
                }
            }
            here = seen;
        }
    }

    /** Those near to a place, as many as a frame has room for. */
    private static final class Near {
        private final Set<Session> sessions = new LinkedHashSet<>();
        private int bytes;
        private @Nullable PeersFrame frame;

        private void add(Session session) {
            int more = PeersFrame.bytes(session);
            if (sessions.isEmpty() || bytes + more <= FRAME) {
                sessions.add(session);
                bytes += more;
            }
        }

        private boolean has(Session session) {
            return sessions.contains(session);
        }

        /** Null where nobody is. */
        private @Nullable PeersFrame frame() {
            if (frame == null && !sessions.isEmpty()) {
                frame = PeersFrame.of(sessions);
            }
            return frame;
        }
    }
}
