package dev.easel.protocol;

import static dev.easel.protocol.Texts.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.json.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavePolicyTest {
    @Test
    @DisplayName("S7 settings without save leave it to the server")
    void standard() {
        assertEquals(SavePolicy.STANDARD, SavePolicy.read(json("{\"grid\":20}")));
    }

    @Test
    @DisplayName("S7 what a mode leaves out has its standard value")
    void standard_values() {
        assertEquals(new SavePolicy.Interval(5_000), SavePolicy.read(json("{\"save\":{\"mode\":\"interval\"}}")));
        assertEquals(
                new SavePolicy.Debounce(10_000, 60_000), SavePolicy.read(json("{\"save\":{\"mode\":\"debounce\"}}")));
        assertEquals(
                new SavePolicy.Debounce(1_000, 2_000),
                SavePolicy.read(json("{\"save\":{\"idleMs\":1000,\"maxMs\":2000,\"mode\":\"debounce\"}}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "5000",
                "\"debounce\"",
                "[]",
                "{}",
                "{\"mode\":null}",
                "{\"mode\":\"never\"}",
                "{\"mode\":\"interval\",\"idleMs\":5000}",
                "{\"mode\":\"interval\",\"everyMs\":999}",
                "{\"mode\":\"interval\",\"everyMs\":600001}",
                "{\"mode\":\"interval\",\"everyMs\":-5000}",
                "{\"mode\":\"interval\",\"everyMs\":5000.5}",
                "{\"mode\":\"interval\",\"everyMs\":\"5000\"}",
                "{\"mode\":\"debounce\",\"idleMs\":70000}",
                "{\"mode\":\"debounce\",\"maxMs\":9000}"
            })
    @DisplayName("S7 what is no policy is refused in a sentence; stored by somebody before, it counts as none")
    void no_policy(String save) {
        Json settings = json("{\"save\":" + save + "}");
        String why = assertThrows(IllegalArgumentException.class, () -> SavePolicy.read(settings))
                .getMessage();
        assertTrue(why.contains("settings.save"), why);
        assertEquals(SavePolicy.STANDARD, SavePolicy.of(settings));
    }
}
