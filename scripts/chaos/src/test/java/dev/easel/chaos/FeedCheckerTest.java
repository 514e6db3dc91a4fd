package dev.easel.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.chaos.verdict.Findings;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FeedCheckerTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<StoredProject.Stored> JOURNAL = LongStream.rangeClosed(1, 3)
            .mapToObj(seq -> new StoredProject.Stored(seq, 1, seq, new UUID(1, 1), seq, changes("o" + seq)))
            .toList();

    @Test
    @DisplayName("every durable event, once and in order, is as it should be")
    void complete() {
        assertEquals(0, findings(kept(1), kept(2), kept(3)));
    }

    @Test
    @DisplayName("an event that is missing, comes twice, out of order or as another one is found")
    void wrong() {
        assertEquals(1, findings(kept(1), kept(2)), "the last is missing");
        assertEquals(1, findings(kept(1), kept(3)), "one is missing");
        assertEquals(1, findings(kept(1), kept(2), kept(3), kept(3)), "the last comes twice");
        assertEquals(1, findings(kept(1), kept(1), kept(2), kept(3)), "one comes twice");
        assertEquals(1, findings(kept(2), kept(1), kept(3)), "one comes too early");
        assertEquals(1, findings(kept(1), with(2, it -> it.put("edit", 7)), kept(3)), "another edit");
        assertEquals(1, findings(kept(1), with(2, it -> it.put("at", 7)), kept(3)), "another time");
        assertEquals(1, findings(kept(1), with(2, it -> it.set("changes", changes("x"))), kept(3)), "other changes");
    }

    private static int findings(JsonNode... kept) {
        Findings findings = new Findings(_ -> {});
        FeedChecker.judge("board", List.of(kept), JOURNAL, findings);
        return findings.count();
    }

    private static JsonNode kept(long seq) {
        return with(seq, it -> it);
    }

    private static JsonNode with(long seq, UnaryOperator<ObjectNode> change) {
        ObjectNode event = JSON.objectNode().put("seq", seq).put("at", seq).put("edit", seq);
        event.set("changes", changes("o" + seq));
        return change.apply(event);
    }

    private static JsonNode changes(String id) {
        return JSON.arrayNode().add(JSON.objectNode().put("op", "delete").put("id", id));
    }
}
