package dev.easel.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.room.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LagWatchTest {
    private final TestLoop loop = new TestLoop();
    private final List<Long> told = new ArrayList<>();
    private long held;
    private final LagWatch watch = new LagWatch(loop, () -> loop.now() + held, told::add);

    @Test
    @DisplayName(
            "a loop that does what is due has no lag; one that is held tells how long, and meanwhile it can be asked")
    void lag() {
        assertEquals(0, watch.overdueMs(), "not before it was started");
        watch.start();
        loop.pass(LagWatch.EVERY_MS);
        assertEquals(List.of(0L), told);
        held = 300;
        assertEquals(200, watch.overdueMs(), "the next look is due after a hundred");
        loop.pass(LagWatch.EVERY_MS);
        assertEquals(List.of(0L, 300L), told);
        loop.pass(LagWatch.EVERY_MS);
        assertEquals(List.of(0L, 300L, 0L), told, "the lag of a look does not count for the next");
    }

    @Test
    @DisplayName("once stopped it looks no more")
    void stopped() {
        watch.start();
        loop.pass(LagWatch.EVERY_MS);
        watch.stop();
        loop.pass(10 * LagWatch.EVERY_MS);
        assertEquals(2, told.size());
        assertEquals(0, loop.timers());
    }
}
