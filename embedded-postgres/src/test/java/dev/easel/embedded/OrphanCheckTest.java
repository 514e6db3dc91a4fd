package dev.easel.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrphanCheckTest {
    private static final Duration PAUSE = Duration.ofMillis(OrphanCheck.PAUSE_MS);

    private Duration passed = Duration.ZERO;
    private final OrphanCheck.Time time = new OrphanCheck.Time() {
        @Override
        public long nanos() {
            return passed.toNanos() - 7; // a monotonic clock may stand anywhere
        }

        @Override
        public void pass(int ms) {
            passed = passed.plusMillis(ms);
        }
    };

    private SQLException refusal(OrphanCheck.Question question) {
        return assertThrows(SQLException.class, () -> OrphanCheck.await(question, Postmaster.RECOVERY, time));
    }

    private static OrphanCheck.Question always(String state) {
        return () -> {
            throw new SQLException("no", state);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "53300", "57P01"})
    @DisplayName("one that cannot be reached is given up after ten seconds, and no sooner")
    void unreached(String state) {
        assertEquals(state, refusal(always(state)).getSQLState());
        assertTrue(passed.compareTo(OrphanCheck.UNREACHED) > 0, passed::toString);
        assertTrue(passed.compareTo(OrphanCheck.UNREACHED.plus(PAUSE)) <= 0, passed::toString);
        assertEquals(Duration.ofSeconds(10), OrphanCheck.UNREACHED);
    }

    @Test
    @DisplayName("one that says that it is starting has as long as crash recovery may take")
    void recovering() {
        refusal(always("57P03"));
        assertTrue(passed.compareTo(Postmaster.RECOVERY) > 0, passed::toString);
        assertTrue(passed.compareTo(Postmaster.RECOVERY.plus(PAUSE)) <= 0, passed::toString);
    }

    @Test
    @DisplayName("it is asked again until it answers; what does not pass, or serves another directory, ends it at once")
    void answers() throws SQLException {
        Iterator<String> states = List.of("57P03", "57P03", "08006").iterator();
        OrphanCheck.await(
                () -> {
                    if (states.hasNext()) {
                        throw new SQLException("not yet", states.next());
                    }
                    return true;
                },
                Postmaster.RECOVERY,
                time);
        assertEquals(PAUSE.multipliedBy(3), passed);
        refusal(always("28P01"));
        assertThrows(IllegalStateException.class, () -> OrphanCheck.await(() -> false, Postmaster.RECOVERY, time));
        assertEquals(PAUSE.multipliedBy(3), passed);
    }
}
