package dev.easel.protocol;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Equality of JSON as the protocol means it: numbers as doubles, −0 = 0, keys unordered. */
final class ByValue {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ByValue() {}

    static void assertSame(String expected, String actual) {
        if (!same(expected, actual)) {
            fail("expected " + expected + "\nbut was  " + actual);
        }
    }

    static boolean same(String one, String other) {
        return same(tree(one), tree(other));
    }

    static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("not JSON: " + text, malformed);
        }
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.doubleValue() == other.doubleValue();
        }
        if (one.getNodeType() != other.getNodeType() || one.size() != other.size()) {
            return false;
        }
        if (one.isObject()) {
            return one.properties().stream()
                    .allMatch(member ->
                            other.has(member.getKey()) && same(member.getValue(), other.get(member.getKey())));
        }
        if (one.isArray()) {
            for (int i = 0; i < one.size(); i++) {
                if (!same(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }
}
