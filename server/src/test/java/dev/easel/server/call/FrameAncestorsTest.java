package dev.easel.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAncestorsTest {
    @Test
    @DisplayName("boards may be shown in frames of this server's pages, and of those that are named")
    void named() {
        assertEquals("frame-ancestors 'self'", FrameAncestors.OWN.directive());
        assertEquals(FrameAncestors.OWN, FrameAncestors.fromEnvironment(_ -> null));
        assertEquals(FrameAncestors.OWN, FrameAncestors.fromEnvironment(_ -> " "));
        assertEquals(
                "frame-ancestors 'self' https://wiki.example https://*.a.example:8443 http://127.0.0.1:5173",
                FrameAncestors.fromEnvironment(
                                _ -> "https://Wiki.example, https://*.a.example:8443 ,http://127.0.0.1:5173")
                        .directive());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "wiki.example",
                "https://",
                "https://wiki.example/",
                "https://wiki.example,,https://b",
                "https://a b",
                "https://a; script-src *",
                "https://*",
                "javascript:alert(1)",
                "https://a'self'",
                "http://[::1]:5173"
            })
    @DisplayName("what is no origin is refused, with what to write: it cannot become another directive")
    void refused(String text) {
        String told = assertThrows(IllegalArgumentException.class, () -> FrameAncestors.fromEnvironment(_ -> text))
                .getMessage();
        assertTrue(told.startsWith("EASEL_FRAME_ANCESTORS: \"") && told.contains("https://wiki.example"), told);
    }
}
