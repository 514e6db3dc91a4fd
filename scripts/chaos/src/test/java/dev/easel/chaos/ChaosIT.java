package dev.easel.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.chaos.machine.FairClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A minute of chaos in each way; {@code scripts/chaos/run} has more of it.
 *
 * <p>It passes on a busy machine, however long that takes, and fails when the server is slow: what must happen in time
 * is judged by the {@link FairClock}, which leaves out the time in which others had the cores that the server waited
 * for. The run's last lines tell how much of the machine it had and both kinds of recovery times.
 */
@Timeout(900)
class ChaosIT {
    private static final Path EASEL = Path.of("../..");

    @Test
    @DisplayName("D1 E2 whatever is killed, nothing durable is lost, nothing is there twice, and all see the same")
    void a_minute_of_chaos() throws Exception {
        Plan plan = Plan.of(
                "--kills", "6", "--terminations", "1", "--postgres-kills", "2", "--cuts", "3", "--seconds", "40");
        assertEquals(List.of(), Chaos.run(EASEL, plan), () -> "what was found wrong; seed " + plan.seed());
    }

    @Test
    @DisplayName("D1 E2 the same where a standby takes the place of the database")
    void failovers() throws Exception {
        Plan plan = Plan.of("--failovers", "3", "--kills", "2", "--cuts", "1", "--seconds", "30");
        assertEquals(List.of(), Chaos.run(EASEL, plan), () -> "what was found wrong; seed " + plan.seed());
    }

    @Test
    @DisplayName("D1 E2 O1 O4 the same of three instances behind a balancer, whatever happens to them and their lines")
    void several_instances() throws Exception {
        assumeTrue(isInstalled("nginx"), "nginx is not installed");
        Plan plan = Plan.of(
                "--instances",
                "3",
                "--rate",
                "150",
                "--disasters",
                "7",
                "--kinds",
                "kill,pause,failover,database-line-silent,forwarding-line-broken,balancer-line-silent,connections-cut");
        assertEquals(List.of(), Chaos.run(EASEL, plan), () -> "what was found wrong; seed " + plan.seed());
    }

    private static boolean isInstalled(String program) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
