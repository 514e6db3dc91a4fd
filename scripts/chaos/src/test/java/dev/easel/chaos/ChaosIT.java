package dev.easel.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.chaos.machine.FairClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A minute of chaos with one server; {@link FailoverChaosIT} and {@link InstancesChaosIT} are the other ways, and
 * {@code scripts/chaos/run} has more of each.
 *
 * <p>They run side by side. Each passes on a busy machine, however long that takes, and fails when the server is slow:
 * what must happen in time is judged by the {@link FairClock}, which leaves out the time in which others had the cores
 * that the server waited for. The run's last lines tell how much of the machine it had and both kinds of recovery
 * times.
 */
@Timeout(900)
class ChaosIT {
    @Test
    @DisplayName("D1 E2 whatever is killed, nothing durable is lost, nothing is there twice, and all see the same")
    void a_minute_of_chaos() throws Exception {
        assertNothingWrong(
                "--kills", "6", "--terminations", "1", "--postgres-kills", "2", "--cuts", "3", "--seconds", "40");
    }

    static void assertNothingWrong(String... options) throws Exception {
        Plan plan = Plan.of(options);
        assertEquals(List.of(), Chaos.run(Path.of("../.."), plan), () -> "what was found wrong; seed " + plan.seed());
    }
}
