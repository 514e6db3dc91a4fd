package dev.easel.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    @ParameterizedTest
    @DisplayName("a time of any zone is told in milliseconds since 1970")
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01T02:00:00.0019+02:00, 1",
        "1969-12-31T23:59:59.999Z, -1",
        "0000-01-01T00:00:00Z, -62167219200000",
        "9999-12-31T23:59:59Z, 253402300799000"
    })
    void read(String text, long millis) {
        assertEquals(OptionalLong.of(millis), Rfc3339.millis(text));
    }

    @ParameterizedTest
    @DisplayName("what is no time, or of a year that RFC 3339 does not have, is none")
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-01-31",
                "2026-02-30T00:00:00Z",
                "2026-01-31T12:00:00",
                "+10000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z"
            })
    void none(String text) {
        assertEquals(OptionalLong.empty(), Rfc3339.millis(text));
    }
}
