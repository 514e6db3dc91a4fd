package dev.easel.server.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.json.Json;
import dev.easel.server.bulk.BulkFailure.Reason;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BulkEditsTest {
    private final FakeLive live = new FakeLive();
    private final BulkEdits edits = new BulkEdits(live, 10_000);
    private final FakeContext context = new FakeContext();
    private EditRate rate = _ -> 0;

    @Test
    @DisplayName("edits are submitted in portions, and answered in order")
    void portions() {
        Answers answers = submit(2_500).result();

        assertEquals(
                List.of(1_000, 1_000, 500),
                live.portions.stream().map(List::size).toList());
        assertEquals(
                IntStream.range(0, 2_500)
                        .mapToObj(i -> (Answer) new Answer.Applied(i, i + 1))
                        .toList(),
                answers.list());
    }

    @Test
    @DisplayName("without edits nothing is submitted")
    void nothing() {
        assertEquals(List.of(), submit(0).result().list());
        assertEquals(List.of(), live.portions);
    }

    @Test
    @DisplayName("nothing is submitted after a portion that fails")
    void failure() {
        live.answer = _ -> Future.failedFuture("as told");

        assertEquals("as told", submit(2_500).cause().getMessage());
        assertEquals(1, live.portions.size());
    }

    @Test
    @DisplayName("a project that was loaded again between two portions may have lost the first")
    void reloaded() {
        live.answer = edits -> {
            live.epoch++;
            return live.applied(edits);
        };

        BulkFailure failure = assertInstanceOf(BulkFailure.class, submit(1_500).cause());

        assertEquals(Reason.RELOADED, failure.reason());
    }

    @Test
    @DisplayName("a portion waits until the caller is out of debt; edits that the project holds cost nothing")
    void debt() {
        List<Integer> taken = new ArrayList<>();
        rate = edits -> {
            taken.add(edits);
            return edits == 0 && taken.size() > 1 ? 5_000 : 0;
        };
        live.answer = edits -> live.applied(edits)
                .map(answers -> new Answers(
                        answers.epoch(), answers.list(), answers.list().size() / 2));

        assertEquals(1_250, submit(2_500).result().judged());
        assertEquals(List.of(5_000L, 5_000L), context.pauses);
        assertEquals(List.of(0, 500, 0, 500, 0, 250), taken);
    }

    @Test
    @DisplayName("a request that would wait too long for its rate is told how far it came")
    void too_fast() {
        rate = edits -> live.portions.isEmpty() ? 0 : 10_001;

        BulkFailure failure = assertInstanceOf(BulkFailure.class, submit(2_500).cause());

        assertEquals(Reason.TOO_FAST, failure.reason());
        assertEquals(1, live.portions.size());
        assertEquals(List.of(), context.pauses);
    }

    @Test
    @DisplayName("A3 nothing is submitted once who has sent the edits may not any more; what is applied stays")
    void stopped() {
        context.stopped = () -> live.portions.size() < 2 ? Optional.empty() : Optional.of(Reason.FORBIDDEN);

        BulkFailure failure = assertInstanceOf(BulkFailure.class, submit(2_500).cause());

        assertEquals(Reason.FORBIDDEN, failure.reason());
        assertEquals(
                "you may view this board by now, and not change it; its owner can allow it;"
                        + " 2000 edits are applied; send the same edits again to have the others applied",
                failure.getMessage());
        assertEquals(2, live.portions.size());
    }

    @Test
    @DisplayName("A3 a portion that waited for its rate is not submitted for who may not any more")
    void stopped_while_waiting() {
        rate = _ -> 5_000;
        context.stopped = () -> context.pauses.isEmpty() ? Optional.empty() : Optional.of(Reason.NO_ACCESS);

        BulkFailure failure = assertInstanceOf(BulkFailure.class, submit(1).cause());

        assertEquals(Reason.NO_ACCESS, failure.reason());
        assertEquals(List.of(), live.portions);
        assertTrue(context.lasts);
    }

    @Test
    @DisplayName("what is submitted at once is not watched")
    void at_once() {
        assertEquals(1_000, submit(1_000).result().judged());
        assertFalse(context.lasts);
    }

    private Future<Answers> submit(int count) {
        List<Edit> all = IntStream.range(0, count)
                .mapToObj(i -> new Edit(i, Optional.empty(), List.of(new Change.Put("o" + i, Json.EMPTY_OBJECT))))
                .toList();
        return edits.submit(new UUID(0, 1), Principal.GUEST, new UUID(0, 2), all, rate, context);
    }
}
