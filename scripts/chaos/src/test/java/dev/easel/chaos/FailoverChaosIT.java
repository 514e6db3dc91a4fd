package dev.easel.chaos;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As {@link ChaosIT}, on a database with a standby. */
@Timeout(900)
class FailoverChaosIT {
    @Test
    @DisplayName("D1 E2 the same where a standby takes the place of the database")
    void failovers() throws Exception {
        ChaosIT.assertNothingWrong("--failovers", "3", "--kills", "2", "--cuts", "1", "--seconds", "30");
    }
}
