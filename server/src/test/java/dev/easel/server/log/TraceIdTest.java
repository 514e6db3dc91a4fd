package dev.easel.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + ID + "-00f067aa0ba902b7-01";
    private static final String OTHER = "11111111-2222-4333-8444-555555555555";

    private static TraceId of(@Nullable String traceparent, @Nullable String requestId) {
        return TraceId.of(traceparent, requestId, new Random(1));
    }

    @Test
    @DisplayName("a traceparent is taken, of a later version too, and comes before a request id")
    void taken() {
        assertEquals(ID, of(PARENT, OTHER).toString());
        assertEquals(ID, of("cc-" + ID + "-00f067aa0ba902b7-01-more", null).toString());
    }

    @Test
    @DisplayName("a request id is taken where it is 32 digits or a UUID")
    void request_id() {
        assertEquals("11111111222243338444555555555555", of(null, OTHER).toString());
        assertEquals(ID, of("nonsense", ID).toString());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n"
            })
    @DisplayName("for what is no traceparent a new one is made")
    void made(@Nullable String header) {
        assertNotEquals(ID, of(header, null).toString());
        assertNotEquals(TraceId.NONE, of(header, "not an id"));
    }

    @Test
    @DisplayName("it is passed on as it came, or else as a traceparent of version 00 with this id")
    void passed_on() {
        TraceId id = of(PARENT, null);
        assertEquals(PARENT, id.traceparent(PARENT));
        assertEquals(id, of(id.traceparent(null), null));
        TraceId made = of(null, null);
        assertEquals(made, of(made.traceparent("nonsense"), null));
    }
}
