package dev.easel.server.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.protocol.Change;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FormDifferenceTest {
    private static final FormSession FORM = FormSession.opened(new UUID(0, 1), "a", 1, new UUID(2, 3));

    @Test
    @DisplayName("E17 what the form has set, changed and removed is patched, and nothing else")
    void changed() {
        assertEquals(
                patch("{\"x\":2,\"new\":\"n\"}", "gone"),
                difference(seen("{\"x\":1,\"same\":[1],\"gone\":0}"), "{\"x\":2,\"same\":[1],\"new\":\"n\"}"));
    }

    @Test
    @DisplayName("E17 equality is by value, whatever the order of keys at any depth")
    void by_value() {
        assertEquals(
                Optional.empty(),
                difference(
                        seen("{\"a\":{\"b\":[{\"c\":1,\"d\":2}]},\"e\":1}"),
                        "{\"e\":1.0,\"a\":{\"b\":[{\"d\":2,\"c\":1}]}}"));
        assertEquals(
                patch("{\"a\":{\"b\":[{\"c\":1,\"d\":3}]}}"),
                difference(seen("{\"a\":{\"b\":[{\"c\":1,\"d\":2}]}}"), "{\"a\":{\"b\":[{\"c\":1,\"d\":3}]}}"));
    }

    @Test
    @DisplayName("E17 what the form shows as it knew it is left alone, and so is what it shows as it was at the base")
    void others() {
        FormBase base = FormBase.of(
                FORM, Optional.of(json("{\"title\":\"B\",\"text\":\"x\"}")), json("{\"title\":\"A\",\"text\":\"x\"}"));
        assertEquals(patch("{\"text\":\"xy\"}"), difference(base, "{\"title\":\"A\",\"text\":\"xy\"}"));
        assertEquals(patch("{\"text\":\"xy\"}"), difference(base, "{\"title\":\"B\",\"text\":\"xy\"}"));
        assertEquals(patch("{\"title\":\"C\"}"), difference(base, "{\"title\":\"C\",\"text\":\"x\"}"));
    }

    @Test
    @DisplayName("E17 what others have added is not removed, and what they have removed is not removed again")
    void others_added() {
        FormBase base = FormBase.of(FORM, Optional.of(json("{\"theirs\":1}")), json("{\"mine\":1}"));
        assertEquals(Optional.empty(), difference(base, "{\"mine\":1}"));
        assertEquals(Optional.empty(), difference(base, "{}"));
    }

    private static Optional<Change.Patch> difference(FormBase base, String form) {
        return FormDifference.patch("a", base, json(form));
    }

    private static FormBase seen(String props) {
        return FormBase.seen(Optional.of(json(props)));
    }

    private static Optional<Change.Patch> patch(String set, String... unset) {
        return Optional.of(new Change.Patch("a", json(set), List.of(unset), List.of()));
    }

    private static Json json(String text) {
        return JsonReader.stored(text);
    }
}
