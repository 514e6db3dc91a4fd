package dev.easel.server.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.audience.PresenceBeat.Spent;
import dev.easel.server.room.TestLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PresenceBeatTest {
    private final TestLoop loop = new TestLoop();
    private final long start = loop.now();
    private final List<Long> told = new ArrayList<>();
    private long takes;
    private Spent spent = new Spent(0, 0, 0, OptionalLong.empty());
    private final PresenceBeat beat = new PresenceBeat(loop, 1_000, 1_000_000, () -> {
        told.add(loop.now() - start);
        loop.spend(takes);
        return spent;
    });

    @Test
    @DisplayName("what falls due meanwhile is told together")
    void together() {
        beat.due(33);
        loop.pass(20);
        beat.due(33);
        loop.pass(1_000);
        assertEquals(List.of(33L), told);
    }

    @Test
    @DisplayName("after many frames, or many bytes, a room waits until it may send again")
    void budget() {
        spent = new Spent(500, 500, 0, OptionalLong.empty());
        beat.due(33);
        loop.pass(40);
        spent = new Spent(1, 1, 2_000_000, OptionalLong.empty());
        beat.due(33);
        loop.pass(1_000);
        beat.due(33);
        loop.pass(10_000);
        assertEquals(List.of(33L, 533L, 2_533L), told);
    }

    @Test
    @DisplayName("where telling takes the loop long, most of its time is left for everything else")
    void slow() {
        takes = 50;
        spent = new Spent(2_000, 0, 0, OptionalLong.empty());
        beat.due(33);
        loop.pass(100);
        beat.due(33);
        loop.pass(1_000);
        assertEquals(List.of(33L, 33 + 50 + 50 * PresenceBeat.PAUSES), told);
    }

    @Test
    @DisplayName("what is left is told next")
    void again() {
        spent = new Spent(100, 100, 0, OptionalLong.of(10));
        beat.due(33);
        loop.pass(300);
        assertEquals(List.of(33L, 133L, 233L), told);
    }

    @Test
    @DisplayName("with the clock set back it waits no longer than it would have")
    void set_back() {
        spent = new Spent(500, 500, 0, OptionalLong.empty());
        beat.due(33);
        loop.pass(33);
        loop.setBack(3_600_000);
        told.clear();
        beat.due(33);
        loop.pass(500);
        assertEquals(1, told.size());
    }

    @Test
    @DisplayName("a pause that does not count any more is cut short, and begun again and again holds nothing up")
    void restarted() {
        spent = new Spent(5_000, 5_000, 0, OptionalLong.empty());
        beat.due(33);
        loop.pass(40);
        beat.due(33);
        beat.restart(66);
        for (int i = 0; i < 10; i++) {
            loop.pass(20);
            beat.restart(66);
        }
        assertEquals(List.of(33L, 106L), told);
    }

    @Test
    @DisplayName("a telling that the process was held up in counts as no more than a bound")
    void held_up() {
        takes = 5_000;
        spent = new Spent(20_000, 0, 0, OptionalLong.empty());
        beat.due(33);
        loop.pass(33);
        takes = 0;
        beat.due(33);
        loop.pass(10_000);
        assertEquals(List.of(33L, 5_033 + PresenceBeat.LONGEST_MS * PresenceBeat.PAUSES), told);
    }

    @Test
    @DisplayName("a telling of few that the process was held up in delays the next by little")
    void held_up_small() {
        takes = 5_000;
        spent = new Spent(20, 0, 0, OptionalLong.empty());
        beat.due(33);
        loop.pass(33);
        takes = 0;
        beat.due(1);
        loop.pass(10_000);
        assertEquals(List.of(33L, 5_033 + 2 * PresenceBeat.PAUSES), told);
    }

    @Test
    @DisplayName("once stopped nothing is told")
    void stopped() {
        beat.due(33);
        beat.stop();
        loop.pass(1_000);
        assertEquals(List.of(), told);
    }
}
