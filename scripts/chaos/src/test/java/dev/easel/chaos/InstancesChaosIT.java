package dev.easel.chaos;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As {@link ChaosIT}, with several servers and a standby. */
@Timeout(900)
class InstancesChaosIT {
    @Test
    @DisplayName("D1 E2 O1 O4 the same of three instances behind a balancer, whatever happens to them and their lines")
    void several_instances() throws Exception {
        assumeTrue(isInstalled("nginx"), "nginx is not installed");
        ChaosIT.assertNothingWrong(
                "--instances",
                "3",
                "--rate",
                "150",
                "--disasters",
                "7",
                "--kinds",
                "kill,pause,failover,database-line-silent,forwarding-line-broken,balancer-line-silent,connections-cut");
    }

    private static boolean isInstalled(String program) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
