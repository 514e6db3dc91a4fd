package dev.easel.protocol;

import static dev.easel.protocol.Texts.decode;
import static dev.easel.protocol.Texts.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.easel.protocol.Change.Append;
import dev.easel.protocol.Change.Delete;
import dev.easel.protocol.Change.Patch;
import dev.easel.protocol.Change.Put;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ClientMessage.PartialCopy;
import dev.easel.protocol.ClientMessage.Ping;
import dev.easel.protocol.ClientMessage.Presence;
import dev.easel.protocol.ClientMessage.ResumeToken;
import dev.easel.protocol.ClientMessage.Take;
import dev.easel.protocol.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GoldenClientTest {
    private static final UUID CLIENT = UUID.fromString("3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f");
    private static final String DEEP = "[".repeat(31) + "]".repeat(31);

    private static final Map<String, ClientMessage> MESSAGES = Map.ofEntries(
            Map.entry("hello-first", new Hello(CLIENT, 0, 0, Optional.empty(), User.ANONYMOUS, Set.of())),
            Map.entry(
                    "hello-resume",
                    new Hello(
                            CLIENT,
                            3,
                            17,
                            Optional.of(new ResumeToken(7, 1042)),
                            new User("Ada", json("{\"name\":\"Ada\",\"color\":\"#1971c2\"}")),
                            Set.of())),
            Map.entry(
                    "hello-partial",
                    new Hello(
                            CLIENT,
                            3,
                            0,
                            Optional.empty(),
                            Optional.of(new PartialCopy(8, 1057, 840)),
                            User.ANONYMOUS,
                            Set.of())),
            Map.entry(
                    "hello-resume-partial",
                    new Hello(
                            CLIENT,
                            4,
                            0,
                            Optional.of(new ResumeToken(7, 1042)),
                            Optional.of(new PartialCopy(8, 1057, 1050)),
                            User.ANONYMOUS,
                            Set.of())),
            Map.entry(
                    "hello-takes-deflate",
                    new Hello(CLIENT, 0, 0, Optional.empty(), User.ANONYMOUS, Set.of(Take.AUTHOR, Take.DEFLATE))),
            Map.entry("hello-takes", new Hello(CLIENT, 0, 0, Optional.empty(), User.ANONYMOUS, Set.of(Take.AUTHOR))),
            Map.entry(
                    "hello-takes-columns",
                    new Hello(
                            CLIENT,
                            0,
                            0,
                            Optional.empty(),
                            User.ANONYMOUS,
                            Set.of(Take.AUTHOR, Take.AUTHORS, Take.COLUMNS))),
            Map.entry(
                    "hello-nulls-and-unknown-fields",
                    new Hello(CLIENT, 0, 0, Optional.empty(), User.ANONYMOUS, Set.of())),
            Map.entry(
                    "hello-resume-epoch-of-time",
                    new Hello(
                            CLIENT,
                            3,
                            17,
                            Optional.of(new ResumeToken(1_795_895_880_123L, 1042)),
                            new User("Ada", json("{\"name\":\"Ada\",\"color\":\"#1971c2\"}")),
                            Set.of())),
            Map.entry(
                    "hello-user-without-name",
                    new Hello(
                            CLIENT,
                            0,
                            0,
                            Optional.empty(),
                            new User("anonymous", json("{\"color\":\"#e03131\"}")),
                            Set.of())),
            Map.entry(
                    "edit-every-op",
                    new Edit(
                            18,
                            Optional.of("g42"),
                            List.of(
                                    new Put("a", json("{\"type\":\"rectangle\",\"x\":1,\"y\":2}")),
                                    new Patch(
                                            "b",
                                            json("{\"x\":10,\"y\":20}"),
                                            List.of("link"),
                                            List.of(
                                                    new Append("points", 12, json("[[3,4],[5,6]]")),
                                                    new Append("text", 5, json("\" world\"")))),
                                    new Delete("c")))),
            Map.entry("edit-numbered-0", edit(0, new Delete("a"))),
            Map.entry("edit-numbered-highest", edit((1L << 53) - 1, new Delete("a"))),
            Map.entry("edit-id-of-64", edit(1, new Put("AZaz09_-".repeat(8), Json.EMPTY_OBJECT))),
            Map.entry("edit-patch-of-nothing", edit(2, new Patch("a", Json.EMPTY_OBJECT, List.of(), List.of()))),
            Map.entry("edit-unknown-fields", edit(3, new Put("a", json("{\"x\":1}")))),
            Map.entry("edit-numbers", edit(4, new Put("numbers", json("""
                            {"zeroes":[0,-0,0.0,0e5,0e-999],\
                            "large":[1e300,-1.7976931348623157e308,12345678901234567890],\
                            "small":[5e-324,1.5E-7,1e+2],\
                            "exactly32":0.123456789012345678901234567890}""")))),
            Map.entry(
                    "edit-number-long",
                    edit(
                            7,
                            new Patch(
                                    "numbers",
                                    json("{\"x\":0.1,\"y\":0.1111111111111111,\"zero\":0}"),
                                    List.of(),
                                    List.of(new Append("points", 1, json("[[1e21,1e50]]")))))),
            Map.entry("edit-strings", edit(5, new Put("strings", json("""
                            {"":"an empty key",\
                            "escapes":"\\"\\\\/\\b\\f\\n\\r\\t\\u001fé",\
                            "astral":"😀😀",\
                            "separators":"\u2028\u2029",\
                            "__proto":"a key of one underscore pair",\
                            "constructor":{"prototype":"plain keys"},\
                            "ключ":"ツ"}""")))),
            Map.entry(
                    "edit-nesting-32",
                    edit(
                            6,
                            new Put("deep", json("{\"levels\":" + DEEP + "}")),
                            new Patch(
                                    "deep",
                                    json("{\"again\":" + DEEP + "}"),
                                    List.of(),
                                    List.of(new Append("levels", 1, json(DEEP)))))),
            Map.entry(
                    "presence",
                    new Presence(json("{\"cursor\":[120,80],\"selection\":[\"a\"],\"viewport\":[0,0,1200,800]}"))),
            Map.entry("presence-of-any-json", new Presence(json("{\"type\":5,\"note\":null}"))),
            Map.entry("presence-null", new Presence(Json.NULL)),
            Map.entry("ping", new Ping()));

    @TestFactory
    @DisplayName("Every golden message of a client decodes to what it says")
    Stream<DynamicTest> decodes() {
        return Golden.files("client").entrySet().stream()
                .map(file -> dynamicTest(
                        file.getKey(),
                        () -> assertEquals(new Decoded.Message(MESSAGES.get(file.getKey())), decode(file.getValue()))));
    }

    @Test
    @DisplayName("There is a golden file for each of them")
    void complete() {
        assertEquals(MESSAGES.keySet(), Golden.files("client").keySet());
    }

    private static Edit edit(long number, Change... changes) {
        return new Edit(number, Optional.empty(), List.of(changes));
    }
}
