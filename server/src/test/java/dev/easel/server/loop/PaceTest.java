package dev.easel.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.room.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final TestLoop loop = new TestLoop();
    private final Pace pace = new Pace(loop, 10_000);
    private final List<Long> told = new ArrayList<>();
    private final long start = loop.now();

    @Test
    @DisplayName("a single edit is sent at once")
    void at_once() {
        event(20);
        loop.run();
        assertEquals(List.of(0L), told);
    }

    @Test
    @DisplayName("while few deliveries are due, the events of each turn are sent at once")
    void light() {
        for (int ms = 0; ms < 1_000; ms += 5) {
            event(20);
            loop.pass(5);
        }
        assertEquals(200, told.size());
    }

    @Test
    @DisplayName("when many are due, events are sent together, every 17 ms")
    void heavy() {
        for (int ms = 0; ms < 1_000; ms++) {
            event(40);
            loop.pass(1);
        }
        told.removeIf(at -> at < 200);
        long beats = told.stream().distinct().count();
        assertEquals(800.0 / Pace.BEAT_MS, (double) beats, 2);
    }

    @Test
    @DisplayName("rooms that wait send their events at the same beat")
    void together() {
        busy();
        told.clear();
        for (int room = 0; room < 3; room++) {
            pace.whenTime(loop, this::tell);
        }
        loop.pass(Pace.BEAT_MS);
        assertEquals(3, told.size());
        assertEquals(told.get(1), told.get(2));
    }

    @Test
    @DisplayName("a room that breaks at a beat does not keep others from sending")
    void broken() {
        busy();
        told.clear();
        pace.whenTime(loop, this::tell);
        pace.whenTime(loop, () -> {
            throw new AssertionError("broken");
        });
        pace.whenTime(loop, this::tell);
        assertThrows(AssertionError.class, () -> loop.pass(Pace.BEAT_MS));
        loop.run();
        assertEquals(2, told.size());
    }

    @Test
    @DisplayName("after a busy time, and with the clock set back, no event waits longer than a beat")
    void afterwards() {
        busy();
        loop.pass(1_000);
        loop.setBack(500);
        told.clear();
        pace.due(1);
        pace.whenTime(loop, this::tell);
        loop.pass(Pace.BEAT_MS);
        assertEquals(1, told.size());
    }

    @Test
    @DisplayName("where telling takes long, half of the time is left for everything else")
    void very_many_receivers() {
        assertEquals(2 * 30, interval(30));
        assertEquals(Pace.LONGEST_BEAT_MS, interval(130));
        assertEquals(Pace.BEAT_MS, interval(3));
    }

    /** The time between two beats at many deliveries, when each takes the loop so long. */
    private long interval(long tellingMs) {
        told.clear();
        long end = loop.now() + 2_000;
        int asked = 0;
        while (loop.now() < end) {
            pace.due(100);
            if (asked == told.size()) {
                asked++;
                pace.whenTime(loop, () -> {
                    told.add(loop.now());
                    loop.spend(tellingMs);
                });
            }
            loop.pass(1);
        }
        return told.getLast() - told.get(told.size() - 2);
    }

    @Test
    @DisplayName("a small room on the same loop does not hide how long a large one takes")
    void large_and_small() {
        long start = loop.now();
        long[] telling = {0};
        boolean[] asked = new boolean[2];
        while (loop.now() < start + 4_000) {
            pace.due(1_000);
            for (int room = 0; room < 2; room++) {
                int it = room;
                if (!asked[it]) {
                    asked[it] = true;
                    pace.whenTime(loop, () -> {
                        asked[it] = false;
                        loop.spend(it == 0 ? 60 : 0);
                        telling[0] += it == 0 ? 60 : 0;
                    });
                }
            }
            loop.pass(1);
        }
        assertTrue(telling[0] < 0.6 * (loop.now() - start), telling[0] + " ms");
    }

    @Test
    @DisplayName("a single pause of the process makes no event wait")
    void one_pause() {
        for (int i = 0; i < 10; i++) {
            boolean isPause = i == 5;
            pace.due(20);
            pace.whenTime(loop, () -> {
                tell();
                loop.spend(isPause ? 100 : 0);
            });
            loop.run();
            assertEquals(i + 1, told.size());
            loop.pass(1);
        }
    }

    @Test
    @DisplayName("how long a large room took does not hold up a small one that draws after a silence")
    void silence() {
        interval(130);
        loop.pass(5_000);
        told.clear();
        for (int i = 0; i < 5; i++) {
            event(20);
            loop.run();
            assertEquals(i + 1, told.size());
            loop.pass(1);
        }
    }

    @Test
    @DisplayName("what arrives is read at once while it is told at once, and four times a beat at the longest")
    void moderation() {
        event(20);
        loop.run();
        assertEquals(0, loop.moderation());
        busy();
        assertEquals(4, loop.moderation());
        loop.pass(5_000);
        event(20);
        loop.run();
        assertEquals(0, loop.moderation());
    }

    private void busy() {
        for (int ms = 0; ms < 200; ms++) {
            event(100);
            loop.pass(1);
        }
        loop.pass(Pace.BEAT_MS);
    }

    private void event(int receivers) {
        pace.due(receivers);
        pace.whenTime(loop, this::tell);
    }

    private void tell() {
        told.add(loop.now() - start);
    }
}
