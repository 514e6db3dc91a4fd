package dev.easel.server.idempotence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Event;
import dev.easel.protocol.json.Json;
import dev.easel.server.log.TraceId;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.Origin;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnstorableEditsTest {
    private static final UUID PROJECT = new UUID(0, 1);
    private static final UUID CLIENT = new UUID(0, 2);

    private final UnstorableEdits edits = new UnstorableEdits();

    @Test
    @DisplayName(
            "it is the same edit only in the same project, of the same client and number, and with the same content")
    void same() {
        add(CLIENT, 7, 70);
        assertTrue(has(PROJECT, CLIENT, 7, 70));
        assertFalse(has(PROJECT, CLIENT, 7, 71));
        assertFalse(has(PROJECT, CLIENT, 8, 70));
        assertFalse(has(PROJECT, PROJECT, 7, 70));
        assertFalse(has(CLIENT, CLIENT, 7, 70));
    }

    @Test
    @DisplayName("of a client's edits the one refused first is told")
    void first() {
        add(CLIENT, 9, 1);
        add(CLIENT, 7, 1);
        add(PROJECT, 3, 1);
        assertEquals(OptionalLong.of(9), edits.firstOf(PROJECT, CLIENT));
        assertEquals(OptionalLong.empty(), edits.firstOf(PROJECT, new UUID(0, 3)));
    }

    @Test
    @DisplayName("over the bound the one refused longest ago is forgotten")
    void bounded() {
        add(CLIENT, 0, 1);
        add(CLIENT, 1, 1);
        add(CLIENT, 0, 1);
        for (int edit = 2; edit <= UnstorableEdits.MOST; edit++) {
            add(CLIENT, edit, 1);
        }
        assertFalse(has(PROJECT, CLIENT, 1, 1));
        assertTrue(has(PROJECT, CLIENT, 0, 1));
        assertTrue(has(PROJECT, CLIENT, 2, 1));
    }

    private boolean has(UUID project, UUID client, long edit, long content) {
        return edits.has(project, client, edit, () -> content);
    }

    private void add(UUID client, long edit, long content) {
        Event event = new Event(1, 1, "ada", client, edit, Optional.empty(), List.of());
        edits.add(PROJECT, new Journal.Entry(event, Json.EMPTY_OBJECT, new Origin(content, false), TraceId.NONE));
    }
}
