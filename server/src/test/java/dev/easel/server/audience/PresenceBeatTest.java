package dev.easel.server.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private Spent spent = new Spent(0, 0, OptionalLong.empty());
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
        spent = new Spent(500, 0, OptionalLong.empty());
        beat.due(33);
        loop.pass(40);
        spent = new Spent(1, 2_000_000, OptionalLong.empty());
        beat.due(33);
        loop.pass(1_000);
        beat.due(33);
        loop.pass(10_000);
        assertEquals(List.of(33L, 533L, 2_533L), told);
    }

    @Test
    @DisplayName("where telling takes the loop long, though few are told, most of its time is left for everything else")
    void slow() {
        takes = 20;
        for (int i = 0; i < 1_000; i++) {
            beat.due(33);
            loop.pass(10);
        }
        long all = loop.now() - start;
        assertTrue(told.size() * takes <= all / PresenceBeat.PAUSES, told.size() + " in " + all + " ms");
        assertEquals(takes * (1 + PresenceBeat.PAUSES), told.getLast() - told.get(told.size() - 2));
    }

    @Test
    @DisplayName("what takes the loop long at every other beat counts, and no more after a silence")
    void slow_at_times() {
        for (int i = 0; i < 4; i++) {
            takes = i % 2 == 0 ? 0 : 50;
            beat.due(33);
            loop.pass(500);
        }
        takes = 0;
        beat.due(33);
        loop.pass(33);
        long last = loop.now();
        beat.due(33);
        loop.pass(1_000);
        assertEquals(last + 50 * PresenceBeat.PAUSES, start + told.getLast());
        loop.pass(10_000);
        beat.due(33);
        loop.pass(33);
        beat.due(33);
        loop.pass(33);
        assertEquals(33, told.getLast() - told.get(told.size() - 2));
    }

    @Test
    @DisplayName("what is left is told next")
    void again() {
        spent = new Spent(100, 0, OptionalLong.of(10));
        beat.due(33);
        loop.pass(300);
        assertEquals(List.of(33L, 133L, 233L), told);
    }

    @Test
    @DisplayName("with the clock set back it waits no longer than it would have")
    void set_back() {
        spent = new Spent(500, 0, OptionalLong.empty());
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
        spent = new Spent(5_000, 0, OptionalLong.empty());
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
    @DisplayName("one telling that the process was held up in delays nothing, several by no more than a bound")
    void held_up() {
        takes = 5_000;
        beat.due(33);
        loop.pass(33);
        beat.due(33);
        loop.pass(33);
        takes = 0;
        beat.due(33);
        loop.pass(10_000);
        assertEquals(List.of(33L, 5_066L, 10_066 + PresenceBeat.LONGEST_MS * PresenceBeat.PAUSES), told);
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
