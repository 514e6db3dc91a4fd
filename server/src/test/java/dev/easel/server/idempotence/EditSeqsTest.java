package dev.easel.server.idempotence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Origin;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EditSeqsTest {
    @Test
    @DisplayName("what tens of thousands of numbers took is given back when they are gone, but for what is kept")
    void gives_back() {
        EditSeqs seqs = new EditSeqs();
        for (int i = 1; i <= 50_000; i++) {
            seqs.add(i, i, new Origin(i, true));
        }
        while (seqs.size() > EditNumbers.KEPT) {
            seqs.removeFirst();
        }
        assertTrue(seqs.capacity() <= 16 * EditNumbers.KEPT, "room for " + seqs.capacity());
        assertEquals(50_001 - EditNumbers.KEPT, seqs.firstEdit());
        assertTrue(seqs.has(50_000) && !seqs.has(1));
        seqs.add(50_001, 50_001, new Origin(1, true));
        assertTrue(seqs.has(50_001));
    }

    @Test
    @DisplayName("does what a sorted map does, in any order of coming and going")
    void like_a_map() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            EditSeqs seqs = new EditSeqs();
            TreeMap<Long, Long> model = new TreeMap<>();
            long next = 1;
            for (int step = 1; step <= 300; step++) {
                long edit = random.nextInt(4) == 0 ? random.nextInt(300) : next++;
                seqs.add(edit, step, new Origin(-step, step % 3 == 0));
                model.putIfAbsent(edit, (long) step);
                if (random.nextInt(3) > 0 && !model.isEmpty()) {
                    assertEquals(model.firstKey(), seqs.firstEdit(), "seed " + seed);
                    assertEquals(model.firstEntry().getValue(), seqs.firstSeq(), "seed " + seed);
                    seqs.removeFirst();
                    model.pollFirstEntry();
                }
                long asked = random.nextInt(300);
                assertEquals(held(asked, model.get(asked)), seqs.find(asked), "seed " + seed);
                assertEquals(model.containsKey(asked), seqs.has(asked), "seed " + seed);
                assertEquals(model.size(), seqs.size(), "seed " + seed);
                TreeMap<Long, Long> from = new TreeMap<>();
                seqs.forEachFrom(asked, it -> from.put(it.edit(), it.seq()));
                assertEquals(model.tailMap(asked), from, "seed " + seed);
                long after = (long) step - random.nextInt(20);
                assertEquals(
                        model.values().stream().anyMatch(seq -> seq > after), seqs.hasAfter(after), "seed " + seed);
            }
        }
    }

    private static @Nullable HeldEdit held(long edit, @Nullable Long seq) {
        return seq == null ? null : new HeldEdit(edit, seq, new Origin(-seq, seq % 3 == 0));
    }
}
