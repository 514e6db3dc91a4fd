package dev.easel.server.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.protocol.json.Json;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecentFormsTest {
    private static final UUID PROJECT = new UUID(0, 1);
    private static final FormSession FORM = FormSession.opened(PROJECT, "a", 1, new UUID(2, 3));

    private final RecentForms recent = new RecentForms(10, 1_000);

    @Test
    @DisplayName("keystrokes are forgotten beyond a number, the oldest first")
    void bounded() {
        for (int seq = 1; seq <= 10 + 1; seq++) {
            add(seq, Json.EMPTY_OBJECT);
        }
        assertEquals(Optional.empty(), find(1));
        assertEquals(Optional.of(sent(Json.EMPTY_OBJECT)), find(2));
    }

    @Test
    @DisplayName("keystrokes are forgotten beyond a number of bytes, but for one that is larger by itself")
    void bounded_bytes() {
        Json half = Json.string("x".repeat(498));
        Json larger = Json.string("x".repeat(1_000));
        add(1, Json.EMPTY_OBJECT);
        add(2, half);
        assertEquals(Optional.empty(), find(1));
        assertEquals(Optional.of(sent(half)), find(2));
        add(3, larger);
        assertEquals(Optional.empty(), find(2));
        assertEquals(Optional.of(sent(larger)), find(3));
        add(4, Json.EMPTY_OBJECT);
        assertEquals(Optional.empty(), find(3));
    }

    @Test
    @DisplayName("a seq means nothing in another epoch")
    void epochs() {
        add(1, Json.EMPTY_OBJECT);
        assertEquals(Optional.empty(), recent.find(new RecentForms.Key(PROJECT, 8, "a", 1)));
    }

    private void add(long seq, Json form) {
        recent.add(new RecentForms.Key(PROJECT, 7, "a", seq), sent(form));
    }

    private Optional<FormBase> find(long seq) {
        return recent.find(new RecentForms.Key(PROJECT, 7, "a", seq));
    }

    private static FormBase sent(Json form) {
        return FormBase.of(FORM, Optional.of(form), form);
    }
}
