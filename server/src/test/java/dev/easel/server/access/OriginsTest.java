package dev.easel.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {
    @Test
    @DisplayName("origins are listed with commas between them, and each has one form")
    void listed() {
        assertEquals(
                new Origins(Set.of(
                        new Origin("https", "board.example", 443),
                        new Origin("http", "localhost", 5173),
                        new Origin("capacitor", "localhost", -1))),
                Origins.fromEnvironment(_ -> " https://Board.example:443 ,http://localhost:5173, capacitor://localhost,"
                        + "https://board.example"));
        assertEquals(Origins.NONE, Origins.fromEnvironment(_ -> null));
        assertEquals(Origins.NONE, Origins.fromEnvironment(_ -> "  "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*|every page",
                "null|every page without an origin",
                "https://a.example,|between two commas",
                "https://a.example/|without a path",
                "https://a.example/app|without a path",
                "a.example|write scheme and host",
                "https://user@a.example|write scheme and host",
                "https://*.example|write scheme and host",
                "https://|write scheme and host",
                "https://a.example https://b.example|write scheme and host",
            })
    @DisplayName("what is no origin is refused with what to write")
    void refused(String text, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> Origins.fromEnvironment(_ -> text))
                .getMessage();
        assertTrue(message.startsWith("EASEL_ORIGINS: "), message);
        assertTrue(message.contains(reason), message);
    }
}
