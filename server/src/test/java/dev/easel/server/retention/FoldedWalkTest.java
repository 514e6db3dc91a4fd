package dev.easel.server.retention;

import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.protocol.json.JsonByValue;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.derived.HistorySnapshots;
import dev.easel.server.derived.PastState;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.verify.RandomEvents;
import dev.easel.server.verify.Verified;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One project through many steps by chance: edits, loads, saves, versions, folds and drops. */
@Timeout(60)
final class FoldedWalkTest {
    private static final int STEPS = 60;

    private static FoldedWorld world;

    @BeforeAll
    static void open() {
        world = new FoldedWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("whatever comes after whatever: the canvas, the kept versions and the numbers of all edits stay")
    void walk(long seed) {
        Random random = new Random(seed);
        RandomEvents source = new RandomEvents(seed);
        List<Event> events = new ArrayList<>(source.next(10));
        UUID project = world.project(events, 5);
        List<Long> pinned = new ArrayList<>();
        long horizon = 0;
        int moves = 0;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    List<Event> more = source.next(1 + random.nextInt(30));
                    world.write(project, world.load(project).epoch(), more);
                    events.addAll(more);
                }
                case 2 -> world.save(project, world.load(project).epoch(), 0, canvas(events, events.size()));
                case 3 -> {
                    long head = horizon + random.nextInt((int) (events.size() - horizon) + 1);
                    world.version(project, head, "manual", null);
                    pinned.add(head);
                }
                case 4 -> {
                    world.test.sql(
                            "delete from version where project_id = $1 and base_seq = 0 and id <>"
                                    + " (select active_version from project where id = $1)",
                            project);
                    pinned.clear();
                    world.fold(project);
                }
                default -> world.drop(project, 1 + random.nextInt(60));
            }
            world.fold(project);
            long before = horizon;
            horizon = world.horizon(project);
            moves += horizon > before ? 1 : 0;
            assertTrue(horizon >= before && horizon < events.size());
            long now = horizon;
            assertTrue(pinned.stream().allMatch(it -> it >= now), "a version is kept");
            check(project, events, horizon, new UUID(seed, 1));
        }
        assertTrue(moves > 0, "it has moved");
        Verified.assertSame(world.test, project);
    }

    private static void check(UUID project, List<Event> events, long horizon, UUID client) {
        assertSame(
                byId(canvas(events, events.size()).objects()),
                byId(world.loaded(project).objects()));
        HistorySnapshots states = new HistorySnapshots(world.test.database(), FoldedWorld.MUCH);
        PastState state =
                await(world.test.database().connection(connection -> states.latest(connection, project, horizon)));
        assertEquals(horizon, state.seq());
        assertEquals(byId(canvas(events, horizon).objects()), byId(state.objects()));
        assertEquals(
                events.stream().map(Event::seq).toList(),
                await(world.store.editsFrom(project, client, 0, 10_000)).stream()
                        .map(HeldEdit::seq)
                        .toList());
        assertEquals(
                events.size(),
                world.rows("event", project)
                        + world.test.number(
                                "select coalesce(sum(cardinality(edits)), 0)::bigint from folded_edit"
                                        + " where project_id = $1",
                                project));
    }

    /** Rows have the properties in another order. */
    private static void assertSame(Map<String, CanvasObject> one, Map<String, CanvasObject> other) {
        assertEquals(one.keySet(), other.keySet());
        one.forEach((id, object) -> {
            assertTrue(JsonByValue.isEqual(object.props(), other.get(id).props()), id);
            assertEquals(object.seq(), other.get(id).seq(), id);
        });
    }

    private static Canvas canvas(List<Event> events, long seq) {
        return Canvas.replayed(Limits.DEFAULTS, 0, 0, List.of(), events.subList(0, (int) seq));
    }

    private static Map<String, CanvasObject> byId(Collection<CanvasObject> objects) {
        Map<String, CanvasObject> byId = new TreeMap<>();
        objects.forEach(it -> byId.put(it.id(), it));
        return byId;
    }
}
