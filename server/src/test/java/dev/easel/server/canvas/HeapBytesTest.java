package dev.easel.server.canvas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Event;
import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.Limits;
import dev.easel.protocol.json.Json;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeapBytesTest {
    private static final UUID CLIENT = new UUID(0, 1);
    private static final int OBJECTS = 60_000;

    @Test
    @DisplayName("the bytes of a canvas are kept edit by edit, and are those of the same canvas counted afresh")
    void incremental() throws InvalidContent {
        Random random = new Random(1);
        Canvas canvas = new Canvas(Limits.DEFAULTS);
        for (int i = 1; i <= 3_000; i++) {
            List<Change> changes = new ArrayList<>();
            for (int change = 0; change <= random.nextInt(3); change++) {
                changes.add(new Change.Put("o" + random.nextInt(40), props(random.nextInt(300))));
            }
            changes.add(new Change.Delete("o" + random.nextInt(40)));
            long before = canvas.bytes();
            Edit edit = new Edit(i, Optional.empty(), changes);
            Decision.Accepted accepted = (Decision.Accepted) canvas.decide(new AuthoredEdit(CLIENT, "ada", i, edit));
            canvas.apply(accepted);
            assertTrue(canvas.bytes() - before <= accepted.growth(), "the growth that was told is the most there is");
            if (i % 100 == 0) {
                canvas.forgetDeletions(i, random.nextInt(10));
            }
            long counted = canvas.objects().stream().mapToLong(HeapBytes::of).sum()
                    + canvas.deletedSince(canvas.deletionsKnownFrom()).stream()
                            .mapToLong(HeapBytes::deletion)
                            .sum();
            assertEquals(counted, canvas.bytes(), "after edit " + i);
        }
    }

    @Test
    @DisplayName("the estimate of objects and of deletions is within half of the measured heap")
    void measured() throws InvalidContent {
        long before = used();
        Canvas canvas = new Canvas(Limits.DEFAULTS);
        for (int i = 1; i <= OBJECTS; i++) {
            canvas.apply(event(i, new Change.Put("object-" + i, props(i % 700))));
        }
        assertNear(used() - before, canvas.bytes());
        for (int i = 1; i <= OBJECTS; i++) {
            canvas.apply(event(OBJECTS + i, new Change.Delete("object-" + i)));
        }
        assertNear(used() - before, canvas.bytes());
        assertEquals(0, canvas.objects().size());
    }

    private static void assertNear(long measured, long estimated) {
        String both = "measured " + measured + ", estimated " + estimated;
        assertTrue(measured <= estimated * 3 / 2 && estimated <= measured * 3 / 2, both);
    }

    private static Event event(int seq, Change change) {
        return new Event(seq, seq, "ada", CLIENT, seq, Optional.empty(), List.of(change));
    }

    private static Json props(int length) throws InvalidContent {
        return JsonReader.stored("{\"type\":\"text\",\"text\":\"" + "x".repeat(length) + "\"}");
    }

    /** Of the heap, after what is not used was collected. */
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
