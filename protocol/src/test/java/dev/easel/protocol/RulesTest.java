package dev.easel.protocol;

import static dev.easel.protocol.Texts.decode;
import static dev.easel.protocol.Texts.edit;
import static dev.easel.protocol.Texts.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.Decoded.Malformed;
import dev.easel.protocol.Decoded.Message;
import dev.easel.protocol.Decoded.Unacceptable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules of single messages, on both sides of their bounds. */
class RulesTest {
    private static final String CLIENT = "\"client\":\"3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f\"";

    @Test
    @DisplayName("J4 hello needs a client; attempt and pending are 0, resume and user absent when left out")
    void hello_defaults() {
        Hello hello = hello(CLIENT);
        assertEquals(0, hello.attempt());
        assertEquals(0, hello.pending());
        assertEquals(Optional.empty(), hello.resume());
        assertEquals("anonymous", hello.user().name());
        assertEquals(
                "anonymous",
                hello(CLIENT + ",\"user\":{\"color\":\"red\"}").user().name());
        assertInstanceOf(Malformed.class, decode("{\"type\":\"hello\",\"attempt\":1}"));
    }

    @Test
    @DisplayName("J4 a user's name has up to 64 characters, and user up to 1,024 bytes")
    void user_bounds() {
        assertEquals("A", hello(user("A", 0)).user().name());
        assertEquals("n".repeat(64), hello(user("n".repeat(64), 0)).user().name());
        assertInstanceOf(Malformed.class, decode(helloText(user("n".repeat(65), 0))));
        assertInstanceOf(Malformed.class, decode(helloText(user(" ", 0))));
        int rest = 1_024 - "{\"name\":\"A\",\"pad\":\"\"}".length();
        assertEquals("A", hello(user("A", rest)).user().name());
        assertInstanceOf(Malformed.class, decode(helloText(user("A", rest + 1))));
    }

    @Test
    @DisplayName("L4 an id has 1 to 64 of A-Z a-z 0-9 _ -, op is one of three, type in props a string; else invalid")
    void names() {
        for (String id : List.of("a", "-", "_", "AZaz09_-", "i".repeat(64))) {
            assertInstanceOf(Message.class, decode(edit(delete(id))), id);
        }
        for (String id : List.of("", "i".repeat(65), "a.b", "a b", "é", "a/b")) {
            assertInvalid(edit(delete(id)));
        }
        assertInstanceOf(Message.class, decode(put("{\"type\":\"rectangle\"}")));
        assertInvalid(put("{\"type\":7}"));
        assertInvalid(edit("{\"op\":\"move\",\"id\":\"a\"}"));
    }

    @Test
    @DisplayName("E8 a property named twice in one patch is invalid, in any two of set, unset and append")
    void named_twice() {
        String set = "\"set\":{\"p\":1}";
        String unset = "\"unset\":[\"p\"]";
        String append = "\"append\":{\"p\":{\"at\":0,\"values\":[1]}}";
        for (String one : List.of(set, unset, append)) {
            assertInstanceOf(Message.class, decode(edit(patch(one))));
        }
        assertInvalid(edit(patch(set + "," + unset)));
        assertInvalid(edit(patch(set + "," + append)));
        assertInvalid(edit(patch(unset + "," + append)));
        assertInvalid(edit(patch("\"unset\":[\"p\",\"p\"]")));
    }

    private static void assertInvalid(String frame) {
        Unacceptable refused = assertInstanceOf(Unacceptable.class, decode(frame), frame);
        assertEquals(RefusalCode.INVALID, refused.refusal().code());
    }

    private static Hello hello(String members) {
        Message message = assertInstanceOf(Message.class, decode(helloText(members)), members);
        return assertInstanceOf(Hello.class, message.message());
    }

    private static String helloText(String members) {
        return "{\"type\":\"hello\"," + members + "}";
    }

    private static String user(String name, int padding) {
        String pad = padding == 0 ? "" : ",\"pad\":\"" + "p".repeat(padding) + "\"";
        return CLIENT + ",\"user\":{\"name\":\"" + name + "\"" + pad + "}";
    }

    private static String delete(String id) {
        return "{\"op\":\"delete\",\"id\":\"" + id + "\"}";
    }

    private static String patch(String members) {
        return "{\"op\":\"patch\",\"id\":\"a\"," + members + "}";
    }
}
