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
}
