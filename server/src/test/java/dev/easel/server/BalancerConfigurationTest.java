package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations of nginx and HAProxy that people take away fit the server, and what they are given. */
@Timeout(60)
class BalancerConfigurationTest {
    private static final Settings DEFAULTS = Settings.from(_ -> null);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"nginx, 2", "haproxy, 3"})
    @DisplayName("the addresses of the example are replaced, each instance in every place of the example's")
    void filled(String balancer, int places) throws Exception {
        String printed = run("configuration", balancer, "0.0.0.0:80", "10.0.0.1:8080", "10.0.0.2:8080");
        List<String> lines =
                printed.lines().filter(line -> !line.strip().startsWith("#")).toList();
        assertEquals(List.of(), containing("127.0.0.1:", lines));
        assertEquals(1, containing("0.0.0.0:80", lines).size());
        assertEquals(places, containing("10.0.0.1:8080", lines).size());
        assertEquals(places, containing("10.0.0.2:8080", lines).size());
        assertEquals(
                containing("easel-1 10.0.0.1:8080", lines).size(),
                containing("easel-2 10.0.0.2:8080", lines).size());
    }

    @ParameterizedTest
    @CsvSource({"nginx, random;, 2", "haproxy, balance roundrobin, 3"})
    @DisplayName("instances can be taken in turns instead of by project")
    void in_turns(String balancer, String spread, int places) throws Exception {
        List<String> lines = run("configuration", "--in-turns", balancer, "0.0.0.0:80", "10.0.0.1:8080")
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .toList();
        assertEquals(places, lines.stream().filter(spread::equals).count());
        assertEquals(
                List.of(),
                lines.stream()
                        .filter(line -> line.startsWith("hash") || line.contains("balance uri"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "haproxy"})
    @DisplayName("the balancer itself takes its configuration, as it is and with addresses of one's own")
    void taken(String balancer) throws Exception {
        assumeTrue(isInstalled(balancer), balancer + " is not installed");
        run("balancer", "--check", balancer, directory.toString(), "127.0.0.1:8080", "127.0.0.1:8081");
        run("balancer", "--check", balancer, directory.toString(), "[::1]:8080", "[::1]:8081", "10.0.0.2:80");
        run("balancer", "--check", "--in-turns", balancer, directory.toString(), "127.0.0.1:8080", "127.0.0.1:8081");
    }

    @Test
    @DisplayName("the numbers that depend on settings of the server fit their defaults")
    void numbers() {
        String nginx = Repository.text("scripts/cluster/nginx.conf");
        assertEquals(DEFAULTS.http().importBytes(), number("client_max_body_size (\\d+)m;", nginx) << 20);
        assertTrue(number("keepalive_timeout (\\d+)s;", nginx) * 1_000
                < DEFAULTS.connections().idleMs());
        String haproxy = Repository.text("scripts/cluster/haproxy.cfg");
        // A socket is silent until the first ping, and ends at the second that is not answered.
        int pingsMs = 2 * DEFAULTS.sockets().limits().ping();
        assertTrue(number("proxy_read_timeout (\\d+)s;", nginx) * 1_000 > pingsMs);
        assertTrue(number("timeout tunnel (\\d+)s", haproxy) * 1_000 > pingsMs);
        for (String waiting : List.of(nginx, haproxy)) {
            long answer = number("(?:proxy_read_timeout|timeout server) (\\d+)s", waiting) * 1_000;
            assertTrue(answer > DEFAULTS.http().timeoutMs());
        }
    }

    private static List<String> containing(String text, List<String> lines) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    private static long number(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertTrue(found.find(), pattern);
        return Long.parseLong(found.group(1));
    }

    static boolean isInstalled(String program) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":", -1)), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** What a script of the cluster prints; it must end with 0. */
    private static String run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Repository.ROOT.resolve("scripts/cluster").resolve(script).toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }
}
