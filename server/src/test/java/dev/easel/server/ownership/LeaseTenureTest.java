package dev.easel.server.ownership;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LeaseTenureTest {
    private long now = 1_000;
    private final LeaseTenure tenure = new LeaseTenure(new OwnershipSettings(5_000, true), () -> now);

    @Test
    @DisplayName(
            "before the first beat nobody knows of the instance: it may own nothing, and there is nothing to check")
    void unknown() {
        assertFalse(tenure.mayTakeEdits());
        assertFalse(tenure.isFrozen());
        assertFalse(tenure.mustCheck());
        tenure.beaten(now, false);
        assertTrue(tenure.mayTakeEdits());
    }

    @Test
    @DisplayName("edits are taken until the lease, less one beat, after the last good beat was sent")
    void over() {
        tenure.beaten(now, true);
        now += 4_000;
        assertTrue(tenure.mayTakeEdits());
        now++;
        assertFalse(tenure.mayTakeEdits());
    }

    @Test
    @DisplayName(
            "with the longest lease one beats as often as the default lease needs it, and the last beat is a second")
    void long_lease() {
        OwnershipSettings longest = new OwnershipSettings(60_000, true);
        assertTrue(longest.beatMs() <= new OwnershipSettings(5_000, true).gapMs());
        LeaseTenure held = new LeaseTenure(longest, () -> now);
        held.beaten(now, true);
        now += 59_000;
        assertTrue(held.mayTakeEdits());
        now++;
        assertFalse(held.mayTakeEdits());
    }

    @Test
    @DisplayName("after a pause no edit is taken, though a beat has succeeded, before what is held was looked at")
    void checked() {
        tenure.beaten(now, true);
        now += 20_000;
        assertFalse(tenure.mayTakeEdits(), "an edit that waited during the pause");
        tenure.awake();
        assertTrue(tenure.mustCheck());
        tenure.beaten(now, true);
        assertFalse(tenure.mayTakeEdits());
        tenure.checked();
        assertTrue(tenure.mayTakeEdits());
    }

    @Test
    @DisplayName("a pause without an edit in it is noticed by the beat after it")
    void quiet() {
        tenure.beaten(now, true);
        now += 20_000;
        assertTrue(tenure.mustCheck());
    }

    @Test
    @DisplayName("alone, an instance goes on; what it holds is looked at all the same when the database is back")
    void alone() {
        tenure.beaten(now, false);
        for (int second = 0; second < 600; second++) {
            now += 1_000;
            tenure.awake();
        }
        assertTrue(tenure.mayTakeEdits());
        assertTrue(tenure.mustCheck());
    }

    @Test
    @DisplayName("alone before a pause, it cannot know who came in it: no edit is taken before a beat and a look")
    void alone_paused() {
        tenure.beaten(now, false);
        now += 20_000;
        assertFalse(tenure.mayTakeEdits(), "an edit that waited during the pause");
        tenure.awake();
        assertFalse(tenure.mayTakeEdits());
        assertTrue(tenure.mustCheck());
        tenure.beaten(now, true);
        tenure.checked();
        assertTrue(tenure.mayTakeEdits());
    }

    @Test
    @DisplayName("a pause that no edit has noticed is noticed when the process runs again")
    void alone_paused_quiet() {
        tenure.beaten(now, false);
        now += 20_000;
        tenure.awake();
        assertFalse(tenure.mayTakeEdits());
    }

    @Test
    @DisplayName("others that were there before a long pause may have taken everything in it")
    void long_pause() {
        tenure.beaten(now, true);
        now += 600_000;
        assertFalse(tenure.mayTakeEdits());
    }

    @Test
    @DisplayName("when looking took longer than a lease, nothing is taken yet")
    void slow_check() {
        tenure.beaten(now, true);
        now += 20_000;
        assertFalse(tenure.mayTakeEdits());
        tenure.beaten(now, true);
        now += 5_000;
        tenure.checked();
        assertFalse(tenure.mayTakeEdits());
    }
}
