package dev.easel.server.ownership;

import static dev.easel.server.ownership.Liveness.Standing.ALIVE;
import static dev.easel.server.ownership.Liveness.Standing.DEAD;
import static dev.easel.server.ownership.Liveness.Standing.DOUBTFUL;
import static dev.easel.server.ownership.Liveness.Standing.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private static final URI ADDRESS = URI.create("http://127.0.0.1:1");

    private final Liveness liveness = new Liveness("self", new OwnershipSettings(5_000, true));
    private long now = 1_000;

    @Test
    @DisplayName("an instance that beats and holds its lock lives, for as long as one looks")
    void lives() {
        for (long beat = 0; beat < 100; beat++) {
            look(1_000, other(beat, true));
            assertEquals(ALIVE, liveness.of("other"));
        }
        assertTrue(liveness.hasCompany(now));
    }

    @Test
    @DisplayName("a beat that stands still for the lease is a death, also with the lock held: the process is paused")
    void stands_still() {
        look(1_000, other(7, true));
        for (int i = 0; i < 4; i++) {
            look(1_000, other(7, true));
            assertEquals(ALIVE, liveness.of("other"));
        }
        assertEquals(Set.of("other"), look(1_000, other(7, true)));
        assertEquals(DEAD, liveness.of("other"));
        look(1_000, other(8, true));
        assertEquals(ALIVE, liveness.of("other"), "it was paused, and goes on");
    }

    @Test
    @DisplayName("time in which nobody looked does not count: the database was away, and nobody could beat")
    void gap() {
        look(1_000, other(7, true));
        look(60_000, other(7, true));
        assertEquals(ALIVE, liveness.of("other"));
        look(1_000, other(7, true));
        assertEquals(ALIVE, liveness.of("other"));
    }

    @Test
    @DisplayName("a free lock that is still free 300 ms later is a death; one look is not enough")
    void lock() {
        look(1_000, other(7, true));
        look(1_000, other(7, false));
        assertEquals(DOUBTFUL, liveness.of("other"));
        look(299, other(7, false));
        assertEquals(DOUBTFUL, liveness.of("other"));
        assertEquals(Set.of("other"), look(1, other(7, false)));
        assertEquals(DEAD, liveness.of("other"));
    }

    @Test
    @DisplayName("a beat between two looks at a free lock begins the doubt anew: it is just taking its lock again")
    void beat_between() {
        look(1_000, other(7, false));
        look(300, other(8, false));
        assertEquals(DOUBTFUL, liveness.of("other"));
    }

    @Test
    @DisplayName("after the own connection was made again free locks say nothing for a lease: a failover frees all")
    void failover() {
        look(1_000, other(7, true));
        liveness.reconnected(now);
        look(100, other(7, false));
        look(1_000, other(7, false));
        assertEquals(ALIVE, liveness.of("other"));
        look(1_000, other(8, false));
        look(2_000, other(9, false));
        look(1_000, other(10, false));
        assertEquals(DOUBTFUL, liveness.of("other"), "it beats, and its lock stays free");
    }

    @Test
    @DisplayName("one whose row is gone has ended; one that was never seen is unknown")
    void ended() {
        look(1_000, other(7, true));
        assertEquals(Set.of("other"), look(1_000));
        assertEquals(UNKNOWN, liveness.of("other"));
    }

    @Test
    @DisplayName("one that leaves lives, and is given nothing")
    void leaving() {
        look(1_000, other(7, true), new Sighting("leaving", ADDRESS, 3, true, true, "1", 0));
        assertEquals(Set.of("other", "leaving"), liveness.living());
        assertEquals(Set.of("other"), liveness.takers());
        look(1_000, other(8, true), new Sighting("leaving", ADDRESS, 4, true, false, "1", 0));
        assertEquals(Set.of("other", "leaving"), liveness.takers(), "it is not said any more");
    }

    @Test
    @DisplayName("the own row is not company; another's is until a minute after its last beat")
    void company() {
        look(1_000, new Sighting("self", ADDRESS, 1, true, false, "1", 0));
        look(1_000, new Sighting("self", ADDRESS, 2, true, false, "1", 0));
        assertFalse(liveness.hasCompany(now));
        look(1_000, other(1, true));
        look(1_000, other(2, true));
        assertTrue(liveness.hasCompany(now + 60_000));
        assertFalse(liveness.hasCompany(now + 60_001));
    }

    @Test
    @DisplayName("one that is new and holds its lock is company at once; a row that a killed process has left is not")
    void new_company() {
        look(1_000, other(7, false));
        assertFalse(liveness.hasCompany(now));
        look(1_000, other(7, false), new Sighting("new", ADDRESS, 0, true, false, "1", 0));
        assertTrue(liveness.hasCompany(now));
    }

    @Test
    @DisplayName("a row may go when its instance has been dead for ten minutes")
    void forgotten() {
        look(1_000, other(1, true));
        for (int i = 0; i < 599; i++) {
            look(1_000, other(1, true));
        }
        assertFalse(liveness.isLongDead("other"));
        look(1_000, other(1, true));
        assertTrue(liveness.isLongDead("other"));
    }

    private Set<String> look(long afterMs, Sighting... rows) {
        now += afterMs;
        return liveness.looked(now, List.of(rows));
    }

    private static Sighting other(long beat, boolean isLocked) {
        return new Sighting("other", ADDRESS, beat, isLocked, false, "1", 0);
    }
}
