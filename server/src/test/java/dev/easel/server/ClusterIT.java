package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/cluster/run}: several instances, their database and nginx, started and ended as one. */
@Timeout(300)
class ClusterIT {
    private static final String READY = "Easel is ready at ";

    /** 128 + SIGTERM. */
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    private Path directory;

    @Test
    @DisplayName("nobody misses an instance that is killed, it comes back, and everything ends in order")
    void killed_and_ended() throws Exception {
        assumeTrue(BalancerConfigurationTest.isInstalled("nginx"), "nginx is not installed");
        Path log = directory.resolve("log");
        Process cluster = cluster(log);
        try (BufferedReader out = cluster.inputReader(StandardCharsets.UTF_8);
                HttpClient http = HttpClient.newHttpClient()) {
            String ready = out.readLine();
            assertTrue(ready != null && ready.startsWith(READY), () -> said(log));
            URI address = URI.create(ready.substring(READY.length()));
            HttpRequest list = HttpRequest.newBuilder(address.resolve("/api/projects"))
                    .header("Origin", address.toString()) // as a browser's page says it
                    .build();
            List<ProcessHandle> instances = instances(log);
            assertEquals(2, instances.size());

            instances.getFirst().destroyForcibly();
            do {
                assertEquals(
                        200,
                        http.send(list, HttpResponse.BodyHandlers.ofString()).statusCode(),
                        () -> said(log));
            } while (!said(log).contains("easel-1 has ended (137) and is started again"));

            cluster.destroy();
            assertEquals(ENDED_BY_SIGTERM, cluster.waitFor(), () -> said(log));
            assertFalse(instances.getLast().isAlive());
            assertFalse(Files.exists(directory.resolve("data/postgres/postmaster.pid")), "the database has ended");
        } finally {
            cluster.destroy();
            cluster.waitFor();
        }
    }

    private Process cluster(Path log) throws IOException {
        Path script = Repository.ROOT.resolve("scripts/cluster/run");
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "2", "nginx").redirectError(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.equals("DATABASE_URL"));
        builder.environment().put("EASEL_DATA", directory.resolve("data").toString());
        builder.environment().put("EASEL_PORT", "0");
        return builder.start();
    }

    private static List<ProcessHandle> instances(Path log) {
        return Pattern.compile("easel-\\d+ is process (\\d+) on port")
                .matcher(said(log))
                .results()
                .map(line -> ProcessHandle.of(Long.parseLong(line.group(1))).orElseThrow())
                .toList();
    }

    private static String said(Path log) {
        return Repository.text(log);
    }
}
