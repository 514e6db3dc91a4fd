package dev.easel.server.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.room.TestLoop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HealingTest {
    private static final int AT_A_TIME = 16;

    private final TestLoop loop = new TestLoop();
    /** How many objects of each project are set aside. */
    private final Map<UUID, Integer> aside = new HashMap<>();

    private final List<UUID> tried = new ArrayList<>();
    private int looks;
    private boolean isRefused;
    private boolean fails;
    private boolean unavailable;

    private final Healing healing = new Healing(loop, new SetAsideObjects() {
        @Override
        public Future<List<UUID>> projects(int most) {
            looks++;
            return unavailable
                    ? Future.failedFuture("no database")
                    : Future.succeededFuture(
                            aside.keySet().stream().sorted().limit(most).toList());
        }

        @Override
        public Future<Tried> tryAgain(UUID project) {
            tried.add(project);
            if (fails) {
                return Future.failedFuture("its row is locked");
            }
            int some = Math.min(aside.getOrDefault(project, 0), AT_A_TIME);
            if (isRefused) {
                return Future.succeededFuture(new Tried(0, some));
            }
            aside.computeIfPresent(project, (_, all) -> all == some ? null : all - some);
            return Future.succeededFuture(new Tried(some, 0));
        }
    });

    private static List<UUID> ids(int... ids) {
        return IntStream.of(ids).mapToObj(HealingTest::id).toList();
    }

    private static UUID id(int id) {
        return new UUID(0, id);
    }

    @Test
    @DisplayName("S6 at the start, all that the database takes is written, one project after the other")
    void written() {
        aside.put(id(1), 2 * AT_A_TIME + 1);
        aside.put(id(2), 1);
        healing.start();
        loop.pass(1_000);
        assertEquals(Map.of(), aside);
        assertEquals(ids(1, 1, 1, 1, 2, 2), tried);
        assertEquals(1, looks);
    }

    @Test
    @DisplayName("what is still refused is tried once in a round, and again in the next")
    void refused() {
        aside.put(id(1), 100);
        aside.put(id(2), 1);
        isRefused = true;
        healing.start();
        loop.pass(Healing.BETWEEN_MS - 1);
        assertEquals(ids(1, 2), tried);
        loop.pass(10_000);
        assertEquals(ids(1, 2, 1, 2), tried);
    }

    @Test
    @DisplayName("a round has so many projects, and no more")
    void bounded() {
        for (int id = 1; id <= Healing.MOST + 5; id++) {
            aside.put(id(id), 1);
        }
        isRefused = true;
        healing.start();
        loop.pass(100_000);
        assertEquals(Healing.MOST, tried.size());
        assertEquals(1, looks);
    }

    @Test
    @DisplayName("where objects cannot even be tried, the others go on; after ten such projects the round ends")
    void failing() {
        for (int id = 1; id <= 20; id++) {
            aside.put(id(id), 1);
        }
        fails = true;
        healing.start();
        loop.pass(10_000);
        assertEquals(Healing.FAILED, tried.size());
        fails = false;
        loop.pass(Healing.BETWEEN_MS);
        assertEquals(Map.of(), aside);
    }

    @Test
    @DisplayName("a database that does not answer ends the round; after a stop nothing begins")
    void unavailable() {
        unavailable = true;
        healing.start();
        loop.pass(1_000);
        loop.pass(Healing.BETWEEN_MS);
        assertEquals(2, looks);
        healing.stop();
        loop.pass(10 * Healing.BETWEEN_MS);
        assertEquals(2, looks);
    }
}
