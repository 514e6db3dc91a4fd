package dev.easel.server.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.protocol.Change;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.server.bulk.ObjectTarget.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectTargetTest {
    @ParameterizedTest(name = "{0} → {1}, now {2}: {3} {4}")
    @CsvSource(delimiter = ';', quoteCharacter = '!', nullValues = "none", textBlock = """
            {"x":1}; {"x":2};         {"x":1};         {"op":"patch","id":"a","set":{"x":2}};               ''
            {"x":1}; {"y":2};         {"x":1};         {"op":"patch","id":"a","set":{"y":2},"unset":["x"]}; ''
            {"x":1}; {"x":2};         {"x":1,"y":9};   {"op":"patch","id":"a","set":{"x":2}};               ''
            {"x":1}; {"x":2,"y":3};   {"x":5};         {"op":"patch","id":"a","set":{"y":3}};               x changed
            {"x":1}; {"x":2};         {"x":2};         none;                                                ''
            {"x":1}; {"x":2};         {};              none;                                                x changed
            {"x":1}; {"x":2};         none;            none;                                                deleted
            {"x":1}; none;            {"x":1};         {"op":"delete","id":"a"};                            ''
            {"x":1}; none;            {"x":1,"y":2};   none;                                                changed
            {"x":1}; none;            none;            none;                                                ''
            none;    {"x":1};         none;            {"op":"put","id":"a","props":{"x":1}};               ''
            none;    {"x":1};         {"x":2};         none;                                                put
            none;    {"x":1};         {"x":1};         none;                                                ''
            none;    none;            {"x":1};         none;                                                put
            {"p":{"a":1,"b":2}}; {"p":{"a":1}}; {"p":{"b":2,"a":1}}; {"op":"patch","id":"a","set":{"p":{"a":1}}}; ''
            """)
    void change(String from, String to, String now, String change, String left) {
        List<Skipped> skipped = new ArrayList<>();

        Change made = new ObjectTarget("a", json(from), json(to)).change(json(now), skipped::add);

        assertEquals(
                change == null ? "[]" : "[" + change + "]",
                EventCodec.changes(made == null ? List.of() : List.of(made)).toString());
        assertEquals(
                left.replace("'", ""),
                skipped.stream()
                        .map(it -> (it.property().orElse("") + " "
                                        + it.reason().name().toLowerCase(Locale.ROOT))
                                .strip())
                        .collect(Collectors.joining(",")));
    }

    private static Json json(String text) {
        return text == null ? null : JsonReader.stored(text);
    }
}
