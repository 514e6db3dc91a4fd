package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.reference.BoardModel;
import java.util.Comparator;

/** Boards compared by value: numbers as doubles, −0 = 0. */
final class Numbers {
    private static final Comparator<JsonNode> BY_VALUE = (a, b) -> {
        if (a.isNumber() && b.isNumber()) {
            return a.doubleValue() == b.doubleValue() ? 0 : 1;
        }
        return a.equals(b) ? 0 : 1;
    };

    private Numbers() {}

    static void assertSame(BoardModel expected, BoardModel actual) {
        assertEquals(expected.objects().keySet(), actual.objects().keySet());
        expected.objects()
                .forEach((id, props) -> assertTrue(
                        props.equals(BY_VALUE, actual.objects().get(id)),
                        () -> id + ": " + props + " is not " + actual.objects().get(id)));
    }
}
