package dev.easel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    @DisplayName("L5 a name that stands twice is found among few and among many")
    void twice() {
        Names names = new Names();
        Set<String> added = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            assertTrue(names.add("n" + i));
            added.add("n" + i);
            for (int j = 0; j <= i; j++) {
                assertFalse(names.add("n" + j), j + " of " + i);
            }
            List<String> told = new ArrayList<>();
            names.forEach(told::add);
            assertEquals(i + 1, told.size());
            assertEquals(added, Set.copyOf(told));
        }
    }

    @Test
    @DisplayName("L5 names of one hash are different names")
    void oneHash() {
        Names names = new Names();
        assertTrue(names.add("AaBB"));
        assertTrue(names.add("BBAa"));
        assertFalse(names.add("AaBB"));
    }

    @Test
    @DisplayName("L5 who chooses names of one hashCode does not choose the hash by which they are kept")
    void chosenHashes() {
        Set<Integer> known = new HashSet<>();
        Set<Long> kept = new HashSet<>();
        for (int i = 0; i < 4_096; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 12; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            known.add(name.toString().hashCode());
            kept.add(Names.hash(name.toString()));
        }
        assertEquals(1, known.size());
        assertTrue(kept.size() > 4_000, kept.size() + " hashes");
    }
}
