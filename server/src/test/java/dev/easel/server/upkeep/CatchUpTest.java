package dev.easel.server.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.room.TestLoop;
import dev.easel.server.upkeep.BehindProjects.Behind;
import dev.easel.server.upkeep.BehindProjects.Part;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private final TestLoop loop = new TestLoop();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<List<Behind>> parts = new ArrayList<>();
    private final Set<UUID> changed = new HashSet<>();
    private final List<UUID> loaded = new ArrayList<>();
    private Promise<Void> saving = Promise.promise();
    private boolean holds;
    private boolean fails;
    private boolean isBusy;
    private boolean unavailable;
    private int looks;

    private static Behind behind(int id, long since) {
        return new Behind(new UUID(0, id), 7, 5, 3, since);
    }

    private static List<UUID> ids(int... ids) {
        return Arrays.stream(ids).mapToObj(id -> new UUID(0, id)).toList();
    }

    private CatchUp catchUp(long settleMs) {
        BehindProjects store = new BehindProjects() {
            @Override
            public Future<Part> look(long from) {
                looks++;
                if (unavailable) {
                    return Future.failedFuture("no database");
                }
                int part = (int) from;
                return Future.succeededFuture(new Part(
                        part < parts.size() ? parts.get(part) : List.of(),
                        part + 1 < parts.size() ? OptionalLong.of(part + 1) : OptionalLong.empty()));
            }

            @Override
            public Future<Boolean> isUnchanged(Behind found) {
                return Future.succeededFuture(!changed.contains(found.project()));
            }
        };
        return new CatchUp(loop, store, this::save, () -> isBusy, new UpkeepMetrics(registry), settleMs);
    }

    private Future<Void> save(UUID project) {
        loaded.add(project);
        if (holds) {
            saving = Promise.promise();
            return saving.future();
        }
        return fails ? Future.failedFuture("it cannot be saved") : Future.succeededFuture();
    }

    private double counter(String name) {
        return registry.get(name).counter().count();
    }

    @Test
    @DisplayName("all parts are looked through, then one project after the other is saved, the longest behind first")
    void oldest_first() {
        parts.add(List.of(behind(1, 30), behind(2, 10)));
        parts.add(List.of());
        parts.add(List.of(behind(3, 20)));
        holds = true;
        catchUp(0).start();
        loop.pass(1_000);
        assertEquals(ids(2), loaded, "the next waits for it");
        assertEquals(2, registry.get("easel.catchup.waiting").gauge().value());
        saving.complete();
        loop.pass(2_000);
        assertEquals(ids(2, 3), loaded);
        saving.complete();
        loop.pass(2_000);
        saving.complete();
        loop.pass(2_000);
        assertEquals(ids(2, 3, 1), loaded);
        assertEquals(3, counter("easel.catchup.saved"));
        assertEquals(3, looks);
    }

    @Test
    @DisplayName("after a save comes a pause as long as the save; people's loads go first, for ten seconds at most")
    void gives_way() {
        parts.add(List.of(behind(1, 1), behind(2, 2)));
        holds = true;
        catchUp(0).start();
        loop.pass(100);
        loop.pass(500);
        saving.complete();
        loop.pass(400);
        assertEquals(ids(1), loaded);
        isBusy = true;
        loop.pass(9_000);
        assertEquals(ids(1), loaded);
        loop.pass(2_000);
        assertEquals(ids(1, 2), loaded);
    }

    @Test
    @DisplayName("where others use the database, only what stays as it was found is loaded: its owner would have saved")
    void owned() {
        parts.add(List.of(behind(1, 1), behind(2, 2)));
        catchUp(CatchUp.SHARED_MS).start();
        loop.pass(9_000);
        assertEquals(List.of(), loaded);
        changed.add(new UUID(0, 1));
        loop.pass(5_000);
        assertEquals(ids(2), loaded);
    }

    @Test
    @DisplayName("a project that cannot be saved holds up no other; at ten of them the round ends, until the next")
    void failing() {
        List<Behind> many = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            many.add(behind(i, i));
        }
        parts.add(many);
        fails = true;
        catchUp(0).start();
        loop.pass(60_000);
        assertEquals(CatchUp.FAILED, loaded.size());
        assertEquals(CatchUp.FAILED, counter("easel.catchup.failures"));
        fails = false;
        loop.pass(CatchUp.BETWEEN_MS);
        assertEquals(CatchUp.FAILED + 20, loaded.size());
    }

    @Test
    @DisplayName("a round keeps the 10,000 that have been behind for longest; the others wait for the next")
    void bounded() {
        for (int part = 0; part < 4; part++) {
            List<Behind> some = new ArrayList<>();
            for (int i = 0; i < 4_000; i++) {
                int id = part * 4_000 + i;
                some.add(behind(id, 16_000 - id));
            }
            parts.add(some);
        }
        CatchUp catchUp = catchUp(0);
        catchUp.start();
        while (looks < 4) {
            loop.pass(1);
        }
        assertEquals(CatchUp.MOST, registry.get("easel.catchup.waiting").gauge().value());
        loop.pass(15);
        assertEquals(ids(15_999), loaded);
        catchUp.stop();
    }

    @Test
    @DisplayName("nothing behind: one look, and the next ten minutes later; without a database the round ends as well")
    void quiet() {
        catchUp(CatchUp.SHARED_MS).start();
        loop.pass(CatchUp.BETWEEN_MS - 1_000);
        assertEquals(1, looks);
        unavailable = true;
        loop.pass(CatchUp.BETWEEN_MS);
        assertEquals(2, looks);
        unavailable = false;
        parts.add(List.of(behind(1, 1)));
        loop.pass(CatchUp.BETWEEN_MS);
        assertFalse(loaded.isEmpty());
    }
}
