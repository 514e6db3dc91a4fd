package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's command, and the ahead-of-time cache that it makes. */
@Timeout(300)
class TrainedIT {
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    private Path data;

    @Test
    @DisplayName("scripts/run trains the server, and starts it from that")
    void trained() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(Repository.ROOT.resolve("scripts/run").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.equals("DATABASE_URL"));
        builder.environment().put("EASEL_PORT", "0");
        builder.environment().put("EASEL_DATA", data.toString());
        // Java ends when it cannot use the cache.
        builder.environment().put("EASEL_JAVA_OPTIONS", "-XX:AOTMode=on -Xlog:aot=warning");
        Process server = builder.redirectErrorStream(true).start();
        try {
            List<String> said = until(server, "Easel is ready at http://");
            assertTrue(server.isAlive(), () -> String.join("\n", said));
            assertTrue(
                    Files.size(Repository.ROOT.resolve("server/target/easel-server.aot")) > 1 << 20,
                    () -> String.join("\n", said));
            server.destroy();
            assertEquals(ENDED_BY_SIGTERM, server.waitFor(), () -> String.join("\n", said));
        } finally {
            server.destroy();
        }
    }

    private static List<String> until(Process server, String start) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.startsWith(start)) {
                break;
            }
        }
        return said;
    }
}
