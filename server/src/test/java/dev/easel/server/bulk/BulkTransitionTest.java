package dev.easel.server.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.BulkFailure.Reason;
import dev.easel.server.bulk.ObjectTarget.Skipped;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BulkTransitionTest {
    private static final UUID PROJECT = new UUID(0, 1);
    private static final Author ADA = new Author(Principal.GUEST, Optional.of("Ada"));
    private static final Json ONE = JsonReader.stored("{\"x\":1}");
    private static final Json TWO = JsonReader.stored("{\"x\":2}");
    private static final Json LONG = JsonReader.stored("{\"x\":\"longer\"}");

    private final FakeLive live = new FakeLive();
    private final BulkTransition transitions =
            new BulkTransition(new BulkClients(live, new Durability(live, 1_000), UUID::randomUUID), 12);

    @AfterEach
    void every_seat_is_left() {
        assertEquals(0, live.seats);
    }

    @Test
    @DisplayName("what differs is changed, what shrinks most first, and equal values are left alone")
    void between() {
        live.canvas.putAll(canvas(Map.of("same", ONE, "gone", ONE, "other", ONE, "longer", ONE)));

        Transition plan = plan(Map.of("same", ONE, "other", TWO, "longer", LONG, "new", TWO));

        assertEquals(
                List.of("gone", "other", "longer", "new"),
                plan.targets().stream().map(ObjectTarget::id).toList());
        assertEquals(Map.of("other", 7, "longer", 14, "new", 7), plan.puts());
        assertEquals(List.of("gone"), plan.deletions());
    }

    @Test
    @DisplayName("of chosen objects only those are changed")
    void chosen() {
        live.canvas.putAll(canvas(Map.of("a", ONE, "b", ONE, "c", ONE)));

        Transition plan = Transition.between(now(), Map.of("a", TWO, "b", TWO), Set.of("b", "c", "nobody"));

        assertEquals(
                List.of("c", "b"), plan.targets().stream().map(ObjectTarget::id).toList());
    }

    @Test
    @DisplayName("many changes are edits of at most 1,000, in one group, and all that was changed is told")
    void portions() {
        Map<String, Json> many = IntStream.range(0, 2_500).boxed().collect(Collectors.toMap(i -> "o" + i, _ -> ONE));

        Outcome outcome = run(plan(many)).result();

        assertEquals(3, live.portions.size());
        assertEquals(
                1,
                live.portions.stream()
                        .map(edits -> edits.getFirst().group().orElseThrow())
                        .distinct()
                        .count());
        assertEquals(2_500, outcome.changed());
        assertEquals(3, outcome.seq());
        assertEquals(1, outcome.edits().orElseThrow().first());
        assertEquals(Skips.NONE, outcome.skipped());
    }

    @Test
    @DisplayName("large objects are deleted some at a time: each is looked at in the turn in which it goes")
    void large_deletions() {
        Json large = JsonReader.stored("{\"text\":\"" + "x".repeat(Portions.BYTES / 4) + "\"}");
        live.canvas.putAll(canvas(IntStream.range(0, 9).boxed().collect(Collectors.toMap(i -> "o" + i, _ -> large))));

        assertEquals(9, run(plan(Map.of())).result().changed());
        assertEquals(3, live.portions.size());
    }

    @Test
    @DisplayName("of very much that was skipped the first is told, and all is counted")
    void many_skipped() {
        Skips some = Skips.of(Collections.nCopies(600, new Skipped("a", Optional.empty(), ObjectTarget.Reason.PUT)));

        Skips all = some.and(some).and(some);

        assertEquals(Skips.MOST_TOLD, all.first().size());
        assertEquals(1_800, all.count());
    }

    @Test
    @DisplayName("what others change between two of its edits stays, and is told")
    void others() {
        live.canvas.putAll(canvas(IntStream.range(0, 2_000).boxed().collect(Collectors.toMap(i -> "o" + i, _ -> ONE))));
        Transition plan = plan(Map.of());
        Set<String> later = plan.targets().stream()
                .skip(Portions.CHANGES)
                .map(ObjectTarget::id)
                .limit(1)
                .collect(Collectors.toSet());
        live.answer = edits -> {
            live.canvas.putAll(canvas(later.stream().collect(Collectors.toMap(id -> id, _ -> TWO))));
            return live.applied(edits);
        };

        Outcome outcome = run(plan).result();

        assertEquals(1_999, outcome.changed());
        assertEquals(
                Skips.of(later.stream()
                        .map(id -> new Skipped(id, Optional.empty(), ObjectTarget.Reason.CHANGED))
                        .toList()),
                outcome.skipped());
    }

    @Test
    @DisplayName("without anything to change there is no edit, and the seq is that of the plan")
    void nothing() {
        Outcome outcome = run(new Transition(live.epoch, 17, List.of())).result();

        assertEquals(17, outcome.seq());
        assertEquals(Optional.empty(), outcome.edits());
        assertEquals(List.of(), live.portions);
    }

    @Test
    @DisplayName("a project that was loaded again since the plan is left alone")
    void reloaded() {
        Transition plan = plan(Map.of("a", ONE));
        live.epoch++;

        assertEquals(Reason.RELOADED, failure(run(plan)).reason());
        assertEquals(List.of(), live.portions);
    }

    @Test
    @DisplayName("while no edits are taken, the portion is worked out again after a pause")
    void stopped() {
        Transition plan = plan(Map.of("a", TWO));
        int[] tries = {0};
        live.answer = edits -> {
            if (tries[0]++ == 0) {
                live.canvas.putAll(canvas(Map.of("a", ONE)));
                return Future.failedFuture(new ProjectUnavailable(ProjectUnavailable.Reason.STOPPED, null));
            }
            return live.applied(edits);
        };

        Outcome outcome = run(plan).result();

        assertEquals(1, live.portions.size());
        assertEquals(0, outcome.changed());
        assertEquals(Skips.of(List.of(new Skipped("a", Optional.empty(), ObjectTarget.Reason.PUT))), outcome.skipped());
    }

    @Test
    @DisplayName("L2 what would be refused on the way is refused before")
    void too_large() {
        assertTrue(transitions.check(PROJECT, plan(Map.of("a", ONE))).succeeded());
        assertEquals(
                Reason.TOO_LARGE,
                failure(transitions.check(PROJECT, plan(Map.of("a", LONG)))).reason());

        live.noPlace = Optional.of("no place");
        assertEquals(
                "no place",
                failure(transitions.check(PROJECT, plan(Map.of("a", ONE)))).getMessage());
    }

    private Future<Outcome> run(Transition plan) {
        return transitions.run(PROJECT, ADA, plan, new FakeContext());
    }

    private Transition plan(Map<String, Json> to) {
        return Transition.between(now(), to);
    }

    private LiveObjects now() {
        return new LiveObjects(live.epoch, 0, List.copyOf(live.canvas.values()));
    }

    private static Map<String, CanvasObject> canvas(Map<String, Json> props) {
        Map<String, CanvasObject> canvas = new HashMap<>();
        props.forEach((id, it) -> canvas.put(id, new CanvasObject(id, it, 1, 0, "Bob")));
        return canvas;
    }

    private static BulkFailure failure(Future<?> future) {
        return assertInstanceOf(BulkFailure.class, future.cause());
    }
}
