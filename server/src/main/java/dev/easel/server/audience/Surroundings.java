package dev.easel.server.audience;

import dev.easel.protocol.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    /** Places whose newcomers are told, at one beat, who is there; the others are at the next. */
    static final int MOST_ENTERED = 50;

    /** Sessions that are looked at for that, each anew for each place; or those of one place. */
    static final int MOST_SEEN = 200_000;

    /** Squares that are looked at, at one beat, for those who see who has moved: some viewports have many sizes. */
    static final int MOST_LOOKED = 50_000;

    /** Bytes of those who are put into frames at one beat, into each anew, besides the frames of who is there. */
    static final int MOST_MADE = 1 << 20;

    private final SequencedSet<Session> summoning = new LinkedHashSet<>();
    private final SequencedSet<Cell> entered = new LinkedHashSet<>();
    private SequencedSet<Session> moved = new LinkedHashSet<>();
    private SequencedSet<Session> late = new LinkedHashSet<>();

    /** It says something else than before, or has gone. */
    void moved(Session session) {
        moved.addLast(session);
    }

    /** It asks all to come. */
    void summons(Session session) {
        summoning.add(session);
    }

    /** Nothing is told soon any more. */
    void forget() {
        moved.clear();
        late.clear();
        entered.clear();
        summoning.clear();
    }

    /** It asks nobody any more. */
    void gone(Session session) {
        summoning.remove(session);
    }

    /**
     * What there is to tell now.
     *
     * @param receivers who can be told
     * @param latest all who are here, who changed last first; asked for only when somebody looks at another place
     */
    Told tell(Collection<Session> receivers, Supplier<List<Session>> latest) {
        Round round = new Round();
        receivers.forEach(round::receiver);
        late.addAll(moved.reversed());
        late = round.move(late);
        moved = new LinkedHashSet<>();
        enter(round, latest);
        Near calling = calling();
        Told told = new Told(!entered.isEmpty() || !summoning.isEmpty() || !late.isEmpty());
        if (!calling.isEmpty()) {
            receivers.forEach(receiver -> told.send(calling.frame(), receiver));
        }
        round.tell(told);
        return told;
    }

    /** Who asks all to come, as many as a frame has room for; the others are told at the next beat. */
    private Near calling() {
        Near calling = new Near();
        while (!summoning.isEmpty() && calling.add(summoning.getFirst())) {
            summoning.removeFirst();
        }
        return calling;
    }

    /** Looks who is at the places to which somebody has come, those that have waited for longest first. */
    private void enter(Round round, Supplier<List<Session>> latest) {
        SequencedSet<Cell> now = round.entered();
        entered.retainAll(now);
        entered.addAll(now);
        List<Session> all = entered.isEmpty() ? List.of() : latest.get();
        int most = Math.clamp(MOST_SEEN / Math.max(1, all.size()), 1, MOST_ENTERED);
        for (int i = 0; i < most && !entered.isEmpty(); i++) {
            round.look(entered.removeFirst(), all);
        }
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

        /** Whether something is left for the next beat. */
        boolean isMore() {
            return isMore;
        }
    }

    /** One beat. */
    private static final class Round {
        /** The squares in which those who see a point have their centres: its own and the eight around it. */
        private static final int SQUARES = 9;

        private final Map<Json, Session> movedById = new HashMap<>();
        private final Map<Cell, Place> places = new LinkedHashMap<>();
        private final Place nowhere = new Place();
        private final Set<Integer> levels = new HashSet<>();
        private final Map<Session, PeersFrame> leaders = new HashMap<>();
        private int looked;
        private int made;

        private void receiver(Session receiver) {
            Cell cell = receiver.presence().view().cell();
            if (cell == null) {
                nowhere.receivers.add(receiver);
            } else {
                places.computeIfAbsent(cell, _ -> new Place()).receivers.add(receiver);
                levels.add(cell.level());
            }
        }

        /** The places to which somebody has come who was not told who is there. */
        private SequencedSet<Cell> entered() {
            SequencedSet<Cell> entered = new LinkedHashSet<>();
            places.forEach((cell, place) -> {
                if (place.receivers.stream()
                        .anyMatch(receiver -> !cell.equals(receiver.presence().cell()))) {
                    entered.add(cell);
                }
            });
            return entered;
        }

        private void look(Cell cell, List<Session> all) {
            Place place = places.get(cell);
            if (place != null) {
                place.look(cell, all);
            }
        }

        /**
         * Each who moved is told at the places that show its cursor, and at those that did. Returns who has to wait for
         * the next beat.
         *
         * @param moved in the order in which they are told
         */
        private SequencedSet<Session> move(SequencedSet<Session> moved) {
            SequencedSet<Session> late = new LinkedHashSet<>();
            for (Session session : moved) {
                if (looked >= MOST_LOOKED || made >= MOST_MADE || !move(session)) {
                    late.add(session);
                }
            }
            return late;
        }

        /**
         * Whether it is told at all of its places. The first of a beat always is, or they are too many for one: then
         * the others hear of it with everybody.
         */
        private boolean move(Session session) {
            boolean isFirst = movedById.isEmpty();
            movedById.put(Json.string(session.id()), session);
            made += PeersFrame.bytes(session);
            boolean isTold = near(session, session.presence().view().cursor())
                    && near(session, session.presence().leftFrom());
            if (isTold || isFirst) {
                session.presence().seen();
            }
            return isTold || isFirst;
        }

        /** Whether there was room at all places. */
        private boolean near(Session session, @Nullable Point cursor) {
            if (cursor == null) {
                return true;
            }
            looked += levels.size() * SQUARES;
            for (int level : levels) {
                for (int square = 0; square < SQUARES; square++) {
                    Place place = places.get(Cell.around(cursor, level, square / 3 - 1, square % 3 - 1));
                    if (place != null && !place.moved.has(session)) {
                        if (made >= MOST_MADE) {
                            return false;
                        }
                        made += place.moved.add(session) ? PeersFrame.bytes(session) : 0;
                    }
                }
            }
            return true;
        }

        /** Place by place, so that receivers of the same frame follow each other. */
        private void tell(Told told) {
            places.forEach((cell, place) -> place.receivers.forEach(receiver -> tell(receiver, cell, place, told)));
            nowhere.receivers.forEach(receiver -> lead(receiver, nowhere.moved, told));
        }

        private void tell(Session receiver, Cell cell, Place place, Told told) {
            Near near = place.moved;
            if (place.here != null && !cell.equals(receiver.presence().cell())) {
                near = place.here;
                receiver.presence().cell(cell);
            }
            told.send(near.frame(), receiver);
            lead(receiver, near, told);
        }

        /** Tells of whom the receiver follows, where that one has moved and was not told of. */
        private void lead(Session receiver, Near near, Told told) {
            Json following = receiver.presence().view().following();
            Session leader = following == null ? null : movedById.get(following);
            if (leader != null && !near.has(leader)) {
                told.send(leaders.computeIfAbsent(leader, it -> PeersFrame.of(List.of(it))), receiver);
            }
        }
    }

    /** Where some look. */
    private static final class Place {
        private final List<Session> receivers = new ArrayList<>();
        private final Near moved = new Near();
        private @Nullable Near here;

        private void look(Cell cell, List<Session> all) {
            Near seen = new Near();
            seen.addAll(moved); // who has gone from here is among them
            for (Session session : all) {
                Point cursor = session.presence().view().cursor();
                if (cursor != null && cell.shows(cursor)) {
                    seen.add(session);
                }
            }
            here = seen;
        }
    }
}
