package dev.easel.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasePathTest {
    @ParameterizedTest
    @DisplayName("a path may end in a slash; without one it is the root")
    @CsvSource({
        "'', ''",
        "/, ''",
        "' ', ''",
        "/boards, /boards",
        "' /boards/ ', /boards",
        "/team-1/b_o.a~rds, /team-1/b_o.a~rds",
        "/apis, /apis"
    })
    void read(String given, String path) {
        assertEquals(path, path(given).text());
    }

    @Test
    @DisplayName("where it is not set it is the root")
    void root() {
        assertEquals(BasePath.ROOT, BasePath.fromEnvironment(_ -> null));
    }

    @ParameterizedTest
    @DisplayName("what is no path, or is what the server has at its root, is refused by name")
    @ValueSource(
            strings = {
                "boards",
                "//boards",
                "/boards//x",
                "/boards//",
                "/./x",
                "/..",
                "/a b",
                "/a?b",
                "/a%20b",
                "/ä",
                "/\"",
                "https://host/boards",
                "/api",
                "/p/x",
                "/health/",
                "/metrics",
                "/assets",
                "/excalidraw",
                "/dashboard",
                "/version"
            })
    void refused(String given) {
        String told =
                assertThrows(IllegalArgumentException.class, () -> path(given)).getMessage();
        assertTrue(told.startsWith("EASEL_PATH is ") && told.contains(given), told);
    }

    @Test
    @DisplayName("it has a bound")
    void bound() {
        assertEquals(200, path("/" + "x".repeat(199)).text().length());
        assertThrows(IllegalArgumentException.class, () -> path("/" + "x".repeat(200)));
    }

    private static BasePath path(String given) {
        return BasePath.fromEnvironment(Map.of("EASEL_PATH", given)::get);
    }
}
