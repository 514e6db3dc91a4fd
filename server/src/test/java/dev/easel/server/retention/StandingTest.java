package dev.easel.server.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final long NEW = Long.MAX_VALUE;

    @RepeatedTest(500)
    @DisplayName(
            "the horizon is the last event that nothing needs: below the checkpoint, old, and below each kept version")
    void model(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        long head = 1 + random.nextLong(4_000);
        long horizon = random.nextLong(head);
        long old = random.nextLong(head + 1);
        long checkpoint = horizon + 1 + random.nextLong(head - horizon);
        List<Long> versions = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            versions.add(horizon + random.nextLong(head - horizon + 1));
        }
        boolean isLate = old > horizon && random.nextBoolean();
        Standing standing = new Standing(
                horizon, checkpoint, versions.stream().mapToLong(it -> it).min(), Math.max(horizon, old), 0, isLate);

        OptionalLong last = LongStream.rangeClosed(horizon + 1, head)
                .filter(seq ->
                        seq <= old && seq < checkpoint && versions.stream().allMatch(head1 -> seq <= head1))
                .max();
        boolean isWorthIt = last.isPresent() && (isLate || last.getAsLong() - horizon >= Standing.LEAST);
        assertEquals(isWorthIt ? last : OptionalLong.empty(), standing.next());
    }

    @Test
    @DisplayName("of a long journal a bounded number of events is folded at a time")
    void bounded() {
        Standing standing = new Standing(5, NEW, OptionalLong.empty(), 1_000_000, 0, false);
        assertEquals(OptionalLong.of(5 + Standing.MOST), standing.next());
    }

    @Test
    @DisplayName("a few events stay until the first of them is late")
    void few() {
        assertEquals(OptionalLong.empty(), new Standing(5, 9, OptionalLong.empty(), 8, 0, false).next());
        assertEquals(OptionalLong.of(8), new Standing(5, 9, OptionalLong.empty(), 8, 0, true).next());
        assertEquals(OptionalLong.empty(), new Standing(5, 6, OptionalLong.empty(), 6, 0, true).next());
    }

    @Test
    @DisplayName("a large state is not written again for less than it weighs, unless the events are late")
    void large() {
        assertEquals(OptionalLong.empty(), of(4_000, Standing.EVENT_BYTES * 4_001L, false));
        assertEquals(OptionalLong.of(4_000), of(4_000, Standing.EVENT_BYTES * 4_000L, false));
        assertEquals(OptionalLong.of(4_000), of(4_000, Long.MAX_VALUE, true));
        assertEquals(OptionalLong.of(Standing.MOST), of(Standing.MOST, Long.MAX_VALUE, false));
    }

    private static OptionalLong of(long events, long stateBytes, boolean isLate) {
        return new Standing(0, NEW, OptionalLong.empty(), events, stateBytes, isLate).next();
    }
}
