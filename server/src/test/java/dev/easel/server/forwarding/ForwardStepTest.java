package dev.easel.server.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.ownership.Owners.Place;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ForwardStepTest {
    private static final Place HERE = new Place.Here();
    private static final Place.There THERE = new Place.There("other", URI.create("http://other:8080"));

    @Test
    @DisplayName("what is here is served, whoever sent it")
    void here() {
        assertEquals(new ForwardStep.Serve(), ForwardStep.of(HERE, false));
        assertEquals(new ForwardStep.Serve(), ForwardStep.of(HERE, true));
    }

    @Test
    @DisplayName("what is elsewhere is passed on once, and not a second time")
    void there() {
        assertEquals(new ForwardStep.PassOn(THERE), ForwardStep.of(THERE, false));
        assertEquals(new ForwardStep.NotOwned(), ForwardStep.of(THERE, true));
    }
}
