package dev.easel.server.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Refusal;
import dev.easel.protocol.RefusalCode;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.bulk.BulkFailure.Reason;
import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BulkImportTest {
    private static final UUID PROJECT = new UUID(0, 1);
    private static final UUID CLIENT = new UUID(0, 2);
    private static final UUID GROUP = new UUID(0, 3);

    private final List<UUID> ids = new ArrayList<>(List.of(CLIENT, GROUP));

    private final FakeLive live = new FakeLive();
    private final FakeContext context = new FakeContext();
    private final BulkImport imports =
            new BulkImport(new BulkClients(live, new Durability(live, 1_000), ids::removeFirst));

    @AfterEach
    void every_seat_is_left() {
        assertEquals(0, live.seats);
    }

    @Test
    @DisplayName("elements are put in portions of at most 1,000, of one client and one group, and the last seq is told")
    void portions() {
        assertEquals(3, put(2_001).result());

        assertEquals(
                List.of(1_000, 1_000, 1),
                live.portions.stream()
                        .map(edits -> edits.getFirst().changes().size())
                        .toList());
        assertTrue(live.portions.stream()
                .allMatch(edits -> edits.getFirst().group().orElseThrow().equals(GROUP.toString())));
        assertEquals(
                List.of(0L, 1L, 2L),
                live.portions.stream().map(edits -> edits.getFirst().edit()).toList());
    }

    @Test
    @DisplayName("without elements nothing is submitted")
    void nothing() {
        assertEquals(0, put(0).result());
        assertEquals(List.of(), live.portions);
    }

    @Test
    @DisplayName("a portion never writes more bytes of rows than an edit may")
    void portions_of_far_numbers() {
        JsonWriter out = new JsonWriter(64).open('[');
        IntStream.range(0, 800).forEach(_ -> out.number(1e300));
        Json far = out.close(']').toJson();
        List<Element> elements =
                IntStream.range(0, 50).mapToObj(i -> new Element("o" + i, far)).toList();
        imports.put(
                PROJECT,
                new BulkClients.Author(Principal.GUEST, Optional.empty()),
                new ImportPlan(elements, false),
                new FakeContext());

        assertTrue(live.portions.stream()
                .allMatch(edits -> edits.getFirst().changes().size() * far.storedLength() <= 1 << 20));
    }

    @Test
    @DisplayName("an import that the project has no place for is told why before anything is put")
    void no_place() {
        assertTrue(imports.check(PROJECT, new ImportPlan(elements(1), false)).succeeded());

        live.noPlace = Optional.of("too many");
        BulkFailure failure = failure(imports.check(PROJECT, new ImportPlan(elements(2), false)));
        assertEquals(Reason.TOO_LARGE, failure.reason());
        assertEquals("too many", failure.getMessage());
    }

    @Test
    @DisplayName("while the project takes no edits, the portion is submitted again after a pause")
    void stopped_for_a_while() {
        live.answer = edits -> context.pauses.size() < 3 ? stopped() : live.applied(edits);

        assertEquals(1, put(1).result());
        assertEquals(List.of(PortionRun.PAUSE_MS, PortionRun.PAUSE_MS, PortionRun.PAUSE_MS), context.pauses);
    }

    @Test
    @DisplayName("a project that takes no edits for long ends the import; nothing was put, and the project says why")
    void stopped_from_the_beginning() {
        live.answer = _ -> stopped();

        assertInstanceOf(ProjectUnavailable.class, put(1).cause());
        assertEquals(PortionRun.RETRIES, context.pauses.size());
    }

    @Test
    @DisplayName("an import that ends half way says how much was put")
    void stopped_half_way() {
        live.answer = edits -> live.portions.size() > 1 ? stopped() : live.applied(edits);

        BulkFailure failure = failure(put(1_500));

        assertEquals(Reason.INTERRUPTED, failure.reason());
        assertTrue(failure.getMessage().startsWith("1000 of 1500 objects were put"), failure.getMessage());
    }

    @Test
    @DisplayName("the first refusal ends the import")
    void refused() {
        live.answer =
                edits -> live.portions.size() > 1 ? refused(edits.getFirst().edit()) : live.applied(edits);

        BulkFailure failure = failure(put(2_500));

        assertEquals(Reason.REFUSED, failure.reason());
        assertTrue(failure.getMessage().endsWith("others: too large"), failure.getMessage());
        assertEquals(2, live.portions.size());
    }

    @Test
    @DisplayName("a project that was loaded again between two portions ends the import")
    void reloaded() {
        live.answer = edits -> {
            live.epoch++;
            return live.applied(edits);
        };

        assertEquals(Reason.RELOADED, failure(put(1_500)).reason());
    }

    @Test
    @DisplayName("an import of which the database refuses something ends with that, and is not to be tried again")
    void unstorable() {
        live.answer = edits -> {
            live.epoch++;
            live.unstorable = OptionalLong.of(1);
            return live.applied(edits);
        };

        BulkFailure failure = failure(put(2_500));

        assertEquals(Reason.REFUSED, failure.reason());
        assertTrue(failure.getMessage().contains("from o1000 to o1999"), failure.getMessage());
    }

    @Test
    @DisplayName("a copy that ends half way is not to be imported again before what was put is gone")
    void copy_half_way() {
        live.answer = edits -> live.portions.size() > 1 ? stopped() : live.applied(edits);

        String told = failure(put(1_500, true)).getMessage();

        assertTrue(told.startsWith("1000 of 1500 objects were put and stay; undo them, or delete them, before"), told);
    }

    @Test
    @DisplayName(
            "A3 an import ends before its next portion once who imports may not any more, and says how far it came")
    void taken_away() {
        context.stopped = () -> live.portions.isEmpty() ? Optional.empty() : Optional.of(Reason.NO_ACCESS);

        BulkFailure failure = failure(put(1_500));

        assertEquals(Reason.NO_ACCESS, failure.reason());
        assertEquals(
                "you have no access to this board any more; ask its owner for it; 1000 of 1500 objects were put and"
                        + " stay; import the board again to put the others",
                failure.getMessage());
        assertEquals(1, live.portions.size());
    }

    @Test
    @DisplayName("A3 also while the project takes no edits: the portion is not submitted again")
    void taken_away_while_stopped() {
        live.answer = _ -> stopped();
        context.stopped = () -> context.pauses.size() < 2 ? Optional.empty() : Optional.of(Reason.SIGNED_OUT);

        assertEquals(Reason.SIGNED_OUT, failure(put(1)).reason());
        assertEquals(2, live.portions.size());
    }

    private Future<Long> put(int count) {
        return put(count, false);
    }

    private Future<Long> put(int count, boolean isCopy) {
        return imports.put(
                PROJECT,
                new BulkClients.Author(Principal.GUEST, Optional.empty()),
                new ImportPlan(elements(count), isCopy),
                context);
    }

    private static BulkFailure failure(Future<?> future) {
        return assertInstanceOf(BulkFailure.class, future.cause());
    }

    private static Future<Answers> stopped() {
        return Future.failedFuture(new ProjectUnavailable(ProjectUnavailable.Reason.STOPPED, null));
    }

    private Future<Answers> refused(long edit) {
        Refusal refusal = new Refusal(RefusalCode.TOO_LARGE, "too large");
        return Future.succeededFuture(new Answers(live.epoch, List.of(new Answer.Refused(edit, refusal)), 1));
    }

    private static List<Element> elements(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Element("o" + i, Json.EMPTY_OBJECT))
                .toList();
    }
}
