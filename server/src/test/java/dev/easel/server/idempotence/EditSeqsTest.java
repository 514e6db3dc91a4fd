package dev.easel.server.idempotence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Origin;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EditSeqsTest {
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
