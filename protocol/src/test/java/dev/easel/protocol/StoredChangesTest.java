package dev.easel.protocol;

import static dev.easel.protocol.Texts.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredChangesTest {
    @Test
    @DisplayName("Changes come back as they were written, none as none, and more than any limit")
    void back() {
        List<Change> changes = List.of(
                new Change.Put("a", json("{\"x\":1e300,\"text\":\"é\\u0001🎨\"}")),
                new Change.Patch(
                        "b",
                        json("{\"x\":1.50}"),
                        List.of("y", "é\""),
                        List.of(new Change.Append("points", 2, json("[[1,2]]")))),
                new Change.Delete("c"));
        assertEquals(changes, StoredChanges.read(EventCodec.changes(changes).toString()));
        assertEquals(List.of(), StoredChanges.read("[]"));
        List<Change> many = Collections.nCopies(100_001, new Change.Delete("c"));
        assertEquals(many, StoredChanges.read(EventCodec.changes(many).toString()));
    }

    @ParameterizedTest
    @DisplayName("What was not written so is not read")
    @ValueSource(
            strings = {
                "",
                "{}",
                "[",
                "[] []",
                "[{\"op\":\"jump\",\"id\":\"a\"}]",
                "[{\"op\":\"delete\",\"id\":\"a b\"}]"
            })
    void foreign(String text) {
        assertThrows(InvalidContent.class, () -> StoredChanges.read(text));
    }
}
