package dev.easel.server.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PulseTest {
    /** What a loop has to do, which does nothing by itself. */
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private final Pulse pulse = new Pulse(Map.of("well", Runnable::run, "loop-1", tasks::add));
    private final Life life = new Life(pulse);

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            pulse.ask();
        }
    }

    @Test
    @DisplayName("a loop hangs that answers none of ten questions, and no more once it has answered")
    void hangs() {
        ask(Pulse.HANGS_AFTER);
        assertTrue(life.isWell());
        ask(1);
        assertEquals(List.of("loop-1"), pulse.hanging());
        assertFalse(life.isWell());
        Trouble trouble = life.liveness().getFirst();
        assertEquals("loop_hangs", trouble.code());
        assertTrue(trouble.text().contains("loop-1"), trouble.text());
        assertEquals(1, tasks.size(), "one question waits, however long it hangs");
        tasks.poll().run();
        assertFalse(life.isWell(), "it is asked once more first");
        ask(1);
        assertTrue(life.isWell());
    }

    @Test
    @DisplayName("a loop that answers late, but before the tenth question, lives")
    void late() {
        for (int round = 0; round < 5; round++) {
            ask(Pulse.HANGS_AFTER);
            tasks.poll().run();
        }
        assertTrue(life.isWell());
        assertEquals(List.of(), life.liveness());
    }

    @Test
    @DisplayName("its start is over when it is told so, for good")
    void started() {
        assertEquals("starting", life.startup().getFirst().code());
        life.started();
        assertEquals(List.of(), life.startup());
    }
}
