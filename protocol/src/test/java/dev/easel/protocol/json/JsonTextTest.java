package dev.easel.protocol.json;

import static dev.easel.protocol.Texts.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @Test
    @DisplayName("E7 the length of an array is the number of its elements, not of theirs")
    void elements() {
        assertEquals(0, JsonMembers.count(json("[]")));
        assertEquals(1, JsonMembers.count(json("[[]]")));
        assertEquals(1, JsonMembers.count(json("[\"a,]\\\"b\"]")));
        assertEquals(5, JsonMembers.count(json("[1, [2, 3], {\"a\": [4, 5]}, \"}\", null]")));
    }

    @ParameterizedTest
    @DisplayName("E7 a string is as long as JavaScript says it is")
    @ValueSource(
            strings = {
                "",
                "a",
                "é",
                "ツ",
                "😀",
                "a😀é\n\"\\/\u001f\u007f\u2028",
                "\\u0041",
                "\t\b\f\r",
                "\uffff",
                "\u0080"
            })
    void utf16Length(String value) {
        assertEquals(value.length(), JsonText.utf16Length(Json.string(value)));
    }

    @Test
    @DisplayName("E7 what is appended follows what was there")
    void concat() {
        assertEquals(json("[]"), JsonText.concat(json("[]"), json("[]")));
        assertEquals(json("[1]"), JsonText.concat(json("[]"), json("[1]")));
        assertEquals(json("[1]"), JsonText.concat(json("[1]"), json("[]")));
        assertEquals(json("[[1],{\"a\":2},3]"), JsonText.concat(json("[[1],{\"a\":2}]"), json("[3]")));
        assertEquals(json("\"\""), JsonText.concat(json("\"\""), json("\"\"")));
        assertEquals(json("\"a\\\"😀\""), JsonText.concat(json("\"a\\\"\""), json("\"😀\"")));
    }

    @Test
    @DisplayName("concat takes slices of larger texts as they are")
    void concatOfSlices() {
        Json outer = json("{\"a\":[1,2],\"b\":[3]}");
        Json a = JsonMembers.find(outer, Json.string("a"));
        Json b = JsonMembers.find(outer, Json.string("b"));
        assertEquals(json("[1,2,3]"), JsonText.concat(a, b));
        assertEquals(json("[3]"), b.compacted());
    }

    @Test
    @DisplayName("A member is found by its whole name, at the top alone")
    void member() {
        Json object = json("{\"ab\":{\"a\":1},\"a\":[2,{\"b\":3}],\"\":null,\"q\\\"\":\"\\\\\"}");
        assertEquals(json("[2,{\"b\":3}]"), JsonMembers.find(object, Json.string("a")));
        assertEquals(Json.NULL, JsonMembers.find(object, Json.string("")));
        assertEquals(json("\"\\\\\""), JsonMembers.find(object, Json.string("q\"")));
        assertNull(JsonMembers.find(object, Json.string("b")));
        assertNull(JsonMembers.find(Json.EMPTY_OBJECT, Json.string("a")));
    }

    @Test
    @DisplayName("A member is found however its name was escaped")
    void memberEscaped() {
        Json object = json("{\"\\u0078\\/\\u00e9\":1}");
        assertEquals(json("1"), JsonMembers.find(object, Json.string("x/é")));
    }

    @Test
    @DisplayName("Members and elements come in order, and after the last there is none")
    void members() {
        JsonMembers members = new JsonMembers(json("{\"a\":1,\"b\":[],\"c\":\"}\"}"));
        List<String> seen = new ArrayList<>();
        while (members.next()) {
            seen.add(members.name() + "=" + members.value());
        }
        assertEquals(List.of("\"a\"=1", "\"b\"=[]", "\"c\"=\"}\""), seen);
        assertEquals(false, members.next());
    }

    @Test
    @DisplayName("Members are copied one by one, or all that are left")
    void copied() {
        for (String container : List.of("{}", "{\"a\":1,\"b\":[2],\"c\":\"}\"}", "[]", "[1,[2],\"]\"]")) {
            Json whole = json("[" + container + ",0]"); // a slice: what follows it is not its own
            JsonMembers slices = new JsonMembers(whole);
            slices.next();
            Json slice = slices.value();
            for (int copied = 0; copied <= 3; copied++) {
                JsonMembers members = new JsonMembers(slice);
                JsonWriter out = new JsonWriter(16).open(container.charAt(0));
                for (int i = 0; i < copied && members.next(); i++) {
                    members.copyTo(out);
                }
                members.copyRestTo(out);
                assertEquals(
                        container,
                        out.close(container.charAt(container.length() - 1)).toString());
                assertEquals(false, members.next());
            }
        }
    }

    @Test
    @DisplayName("A scalar has no members")
    void scalar() {
        assertThrows(IllegalArgumentException.class, () -> new JsonMembers(json("5")));
    }
}
