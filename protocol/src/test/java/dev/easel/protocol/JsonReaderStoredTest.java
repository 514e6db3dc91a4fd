package dev.easel.protocol;

import static dev.easel.protocol.Texts.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Props in the form in which PostgreSQL's jsonb returns them. */
class JsonReaderStoredTest {
    @Test
    @DisplayName("Spaces go, and strings are escaped as everywhere")
    void spacing() {
        assertEquals(
                json("{\"a\":[1,{\"b\":\"x y\"}],\"é\":\"\\u001f\"}"),
                JsonReader.stored("{\"a\": [1, {\"b\": \"x y\"}], \"é\": \"\\u001f\"}"));
    }

    @ParameterizedTest
    @DisplayName("A number that the database has spelled out is the same double, written short")
    @ValueSource(strings = {"1e300", "-1.7976931348623157e308", "5e-324", "1.5E-40", "1e21", "-1e-33"})
    void spelledOut(String number) {
        String spelledOut = new BigDecimal(number).toPlainString();
        Json stored = JsonReader.stored("{\"x\": " + spelledOut + "}");
        Json x = JsonMembers.find(stored, Json.string("x"));
        assertEquals(Double.parseDouble(number), Double.parseDouble(x.toString()));
        assertTrue(x.length() <= 25);
    }

    @Test
    @DisplayName("What was stored before numbers had one spelling is read, and has it from then on")
    void older() {
        assertEquals(
                "{\"x\":0.12345678901234568,\"y\":0,\"z\":1.5}",
                JsonReader.stored("{\"x\": 0.123456789012345678901234567890, \"y\": 0." + "0".repeat(999)
                                + ", \"z\": 1.50}")
                        .toString());
    }

    @ParameterizedTest
    @DisplayName("What no client could have put there is not taken for props")
    @ValueSource(strings = {"", "[]", "null", "{", "{\"type\": 5}", "{\"__proto__\": 1}", "{\"x\": 1, \"x\": 2}"})
    void foreign(String text) {
        assertThrows(InvalidContent.class, () -> JsonReader.stored(text));
    }

    @Test
    @DisplayName("A spelled-out number outside a double's range is not taken either")
    void outside() {
        String text = "{\"x\": 1" + "0".repeat(400) + "}";
        assertThrows(InvalidContent.class, () -> JsonReader.stored(text));
    }
}
