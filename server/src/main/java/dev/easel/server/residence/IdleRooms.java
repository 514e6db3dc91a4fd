package dev.easel.server.residence;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The rooms that nobody uses, the one that has been idle for longest first, and those that were asked to leave and have
 * not answered yet. Holds at most one entry for each room in memory. May be used from any thread.
 */
final class IdleRooms {
    private final Map<Room, Supplier<Future<Void>>> idle = new LinkedHashMap<>();
    private final Map<Room, Future<Void>> leaving = new HashMap<>();
    private final LongConsumer asked;

    /** @param asked told how many rooms were asked to leave */
    IdleRooms(LongConsumer asked) {
        this.asked = asked;
    }

    synchronized void add(Room room, Supplier<Future<Void>> leave) {
        idle.remove(room);
        idle.put(room, leave);
    }

    synchronized void remove(Room room) {
        idle.remove(room);
    }

    /**
     * Asks rooms to leave until they have {@code wanted} bytes together, with those that are leaving already, or none
     * is left; asks nobody when all of them have not {@code least}. Completes when each has answered.
     */
    Future<Void> leave(long least, long wanted) {
        Map<Room, Supplier<Future<Void>>> chosen = choose(least, wanted);
        chosen.forEach((room, leave) -> started(room, leave.get()));
        if (!chosen.isEmpty()) {
            asked.accept(chosen.size());
        }
        List<Future<Void>> answers = answers();
        return answers.isEmpty()
                ? Future.succeededFuture()
                : Future.join(answers).mapEmpty();
    }

    private synchronized Map<Room, Supplier<Future<Void>>> choose(long least, long wanted) {
        Map<Room, Supplier<Future<Void>>> chosen = new LinkedHashMap<>();
        long found = bytes(leaving.keySet());
        if (found + bytes(idle.keySet()) < least) {
            return chosen;
        }
        Iterator<Map.Entry<Room, Supplier<Future<Void>>>> oldest =
                idle.entrySet().iterator();
        while (found < wanted && oldest.hasNext()) {
            Map.Entry<Room, Supplier<Future<Void>>> next = oldest.next();
            chosen.put(next.getKey(), next.getValue());
            found += next.getKey().bytes();
            oldest.remove();
        }
        return chosen;
    }

    private static long bytes(Iterable<Room> rooms) {
        long bytes = 0;
        for (Room room : rooms) {
            bytes += room.bytes();
        }
        return bytes;
    }

    private void started(Room room, Future<Void> answer) {
        synchronized (this) {
            leaving.put(room, answer);
        }
        answer.onComplete((_, _) -> answered(room));
    }

    private synchronized void answered(Room room) {
        leaving.remove(room);
    }

    private synchronized List<Future<Void>> answers() {
        return new ArrayList<>(leaving.values());
    }

    /** What it has to know of a room. */
    interface Room {
        long bytes();
    }
}
