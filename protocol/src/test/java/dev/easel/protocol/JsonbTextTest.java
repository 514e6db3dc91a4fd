package dev.easel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonbText;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way from PostgreSQL's text of {@code jsonb} to compact JSON, held to the parser. */
class JsonbTextTest {
    private static final List<String> NAMES = List.of("", "x", "y", "id", "type", "angle", "points", "a b", "__proto_");
    private static final List<String> PLAIN = List.of(
            "0", "-17", "3.25", "-0.5", "123456.75", "true", "false", "null", "\"\"", "\"a, b: {c}\"", "\"~ \"");
    private static final String MUTATIONS = "{}[]\",: .-0123456789eabtypx\\é\u0001_";
    private static final int TEXTS = 20_000;

    private static Optional<Json> compact(String text) {
        return JsonbText.compact(text, JsonReader.MAX_NESTING);
    }

    private static Json parsed(String text) throws IOException {
        try (JsonParser in = JsonReader.FACTORY.createParser(text)) {
            in.nextToken();
            return JsonReader.props(in, Set.of());
        }
    }

    @Test
    @DisplayName("what PostgreSQL writes of plain objects is taken, and is what the parser makes of it")
    void plain() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < TEXTS; i++) {
            String text = object(random, 0);
            assertEquals(Optional.of(parsed(text)), compact(text), text);
        }
    }

    @Test
    @DisplayName("whatever is taken of a text that somebody has changed is what the parser makes of it")
    void changed() throws IOException {
        Random random = new Random(2);
        int taken = 0;
        for (int i = 0; i < TEXTS; i++) {
            String whole = object(random, 0);
            int at = random.nextInt(whole.length());
            String put = random.nextInt(3) == 0
                    ? ""
                    : MUTATIONS.substring(random.nextInt(MUTATIONS.length())).substring(0, 1);
            String text = whole.substring(0, at) + put + whole.substring(at + random.nextInt(2));
            Optional<Json> compact = compact(text);
            if (compact.isPresent()) {
                assertEquals(parsed(text), compact.get(), text);
                taken++;
            }
        }
        assertTrue(taken > TEXTS / 20, "of those that are still plain: " + taken);
    }

    @ParameterizedTest
    @DisplayName("the parser has to say what is beyond ASCII, escaped, spelled in another way, or not allowed")
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} ",
                "{\"a\":1}",
                "{\"a\": 1,\"b\": 2}",
                "{\"a\": \"é\"}",
                "{\"a\": \"\\n\"}",
                "{\"a\": 1.50}",
                "{\"a\": -0}",
                "{\"a\": 01}",
                "{\"a\": 1.}",
                "{\"a\": .5}",
                "{\"a\": -}",
                "{\"a\": 1e5}",
                "{\"a\": 1-2}",
                "{\"a\": 12345678901234567890}",
                "{\"a\": nul}",
                "{\"b\": 1, \"a\": 2}",
                "{\"a\": 1, \"a\": 2}",
                "{\"type\": 5}",
                "{\"__proto__\": 1}",
                "{\"a\": {\"__proto__\": 1}}"
            })
    void left(String text) {
        assertEquals(Optional.empty(), compact(text));
    }

    @Test
    @DisplayName("props nest as deep as everywhere, and not deeper")
    void nesting() {
        int most = JsonReader.MAX_NESTING;
        assertTrue(compact("{\"a\": " + "[".repeat(most - 1) + "]".repeat(most - 1) + "}")
                .isPresent());
        assertEquals(Optional.empty(), compact("{\"a\": " + "[".repeat(most) + "]".repeat(most) + "}"));
    }

    private static String object(Random random, int depth) {
        Set<String> names =
                new TreeSet<>(Comparator.comparingInt(String::length).thenComparing(it -> it));
        for (int i = random.nextInt(5); i > 0; i--) {
            names.add(NAMES.get(random.nextInt(NAMES.size())));
        }
        return names.stream()
                .map(name -> "\"" + name + "\": "
                        + (depth == 0 && name.equals("type") ? "\"arrow\"" : value(random, depth + 1)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String value(Random random, int depth) {
        Supplier<String> plain = () -> PLAIN.get(random.nextInt(PLAIN.size()));
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 4 -> object(random, depth);
            case 5 ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(_ -> value(random, depth + 1))
                        .collect(Collectors.joining(", ", "[", "]"));
            default -> plain.get();
        };
    }
}
