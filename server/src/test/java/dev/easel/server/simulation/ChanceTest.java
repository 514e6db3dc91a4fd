package dev.easel.server.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChanceTest {
    @Test
    @DisplayName("each given byte is a choice, also among more than a byte can tell apart, which takes two")
    void given() {
        Chance chance = new Chance(new byte[] {7, 3, (byte) 232, 2});
        assertEquals(7, chance.below(10));
        assertEquals(1_000, chance.below(1_500));
        assertEquals("c", chance.one(List.of("a", "b", "c")));
    }

    @Test
    @DisplayName("where there is nothing to choose, no byte is used")
    void nothing_to_choose() {
        Chance chance = new Chance(new byte[] {5});
        assertEquals("a", chance.one(List.of("a")));
        assertFalse(chance.isUsedUp());
        assertEquals(5, chance.below(6));
        assertTrue(chance.isUsedUp());
    }

    @Test
    @DisplayName("what follows behind the given bytes does not depend on them")
    void behind() {
        Chance one = new Chance(new byte[] {1});
        Chance other = new Chance(new byte[] {2});
        assertFalse(one.below(3) == other.below(3));
        for (int i = 0; i < 10; i++) {
            assertEquals(one.below(1_000_000), other.below(1_000_000));
        }
    }

    @Test
    @DisplayName("the choices of a seed have no end")
    void endless() {
        Chance chance = new Chance(1);
        chance.below(10);
        assertFalse(chance.isUsedUp());
    }
}
