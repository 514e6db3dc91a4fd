package dev.easel.server.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
    private static final Optional<String> HERE = Optional.empty();
    private static final Optional<String> OTHER = Optional.of("other");
    private static final Optional<String> THIRD = Optional.of("third");

    private final Whereabouts whereabouts = new Whereabouts(1_000, 0);

    @Test
    @DisplayName("when all have come through one other instance for a while, the room goes there, and not before")
    void all_elsewhere() {
        whereabouts.entered(OTHER, 100);
        whereabouts.entered(OTHER, 900);
        assertEquals(OptionalLong.of(101), whereabouts.dueInMs(999));
        assertEquals(Optional.empty(), whereabouts.destination(1_099));
        assertEquals(OTHER, whereabouts.destination(1_100));
        assertTrue(whereabouts.areAllAt("other"));
    }

    @Test
    @DisplayName("one who is here, or elsewhere again, keeps it; the while begins when the last of these has left")
    void somebody_here() {
        whereabouts.entered(OTHER, 0);
        whereabouts.entered(HERE, 500);
        assertEquals(OptionalLong.empty(), whereabouts.dueInMs(5_000));
        whereabouts.left(HERE, 5_000);
        whereabouts.entered(THIRD, 5_500);
        assertEquals(OptionalLong.empty(), whereabouts.dueInMs(9_000));
        assertFalse(whereabouts.areAllAt("other"));
        whereabouts.left(OTHER, 9_000);
        assertEquals(Optional.empty(), whereabouts.destination(9_999));
        assertEquals(THIRD, whereabouts.destination(10_000));
    }

    @Test
    @DisplayName("while nobody is in it a room goes nowhere; who connects again the same way has not been away")
    void nobody() {
        assertEquals(OptionalLong.empty(), whereabouts.dueInMs(0));
        whereabouts.entered(OTHER, 0);
        whereabouts.left(OTHER, 600);
        assertEquals(Optional.empty(), whereabouts.destination(2_000));
        assertFalse(whereabouts.areAllAt("other"));
        whereabouts.entered(OTHER, 2_000);
        assertEquals(OTHER, whereabouts.destination(2_000));
        whereabouts.left(OTHER, 2_100);
        whereabouts.entered(HERE, 2_200);
        whereabouts.left(HERE, 2_300);
        whereabouts.entered(OTHER, 2_400);
        assertEquals(OptionalLong.of(1_000), whereabouts.dueInMs(2_400));
    }

    @Test
    @DisplayName("a room that could not go waits for the same while")
    void stays() {
        whereabouts.entered(OTHER, 0);
        whereabouts.stays(1_500);
        assertEquals(OptionalLong.of(1_000), whereabouts.dueInMs(1_500));
        assertEquals(OTHER, whereabouts.destination(2_500));
    }

    @Test
    @DisplayName("each further move waits twice as long, up to 64 times")
    void moved_before() {
        for (int moves = 0; moves <= 20; moves++) {
            Whereabouts moved = new Whereabouts(1_000, moves);
            moved.entered(OTHER, 0);
            assertEquals(OptionalLong.of(1_000L << Math.min(6, moves)), moved.dueInMs(0));
        }
    }

    @Test
    @DisplayName("a clock that is set back makes it wait for no longer than the while")
    void clock_set_back() {
        whereabouts.entered(OTHER, 1_000_000);
        assertEquals(OptionalLong.of(1_000), whereabouts.dueInMs(0));
    }
}
