package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server whose output nobody reads, as behind a pager that is stopped. */
@Timeout(90)
class StoppedLogIT {
    /** What Linux keeps of a pipe that is not read, in bytes. */
    private static final int PIPE = 64 << 10;

    /** What is written at once, or not at all where there is no room for it. */
    private static final int WRITTEN_AT_ONCE = 4 << 10;

    private static final int SHORTEST_LINE = 100;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    @DisplayName("it goes on answering when its output is stuck, and ends when it is told to")
    void stuck() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + freePort());
        try (TestDatabase database = TestDatabase.create()) {
            ProcessBuilder command = ServerProcess.command();
            command.environment().put("EASEL_PORT", Integer.toString(uri.getPort()));
            command.environment().put("DATABASE_URL", StartIT.url(database));
            command.environment().put("EASEL_LOG", "debug");
            Process server = command.start();
            try {
                awaitReady(uri);
                for (int line = 0; line < PIPE / SHORTEST_LINE; line++) {
                    assertEquals(404, status(uri.resolve("/api/nothing"))); // each is a line at debug
                }
                assertEquals(200, status(uri.resolve("/health/ready")));
                assertTrue(server.getInputStream().available() > PIPE - WRITTEN_AT_ONCE, "the pipe is not full");
                server.destroy();
                assertTrue(server.waitFor(30, TimeUnit.SECONDS), "it waits for its output");
                assertEquals(143, server.exitValue());
            } finally {
                server.destroyForcibly();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private int status(URI uri) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** Its output does not tell, as nobody reads it. */
    private void awaitReady(URI uri) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (true) {
            try {
                if (status(uri.resolve("/health/ready")) == 200) {
                    return;
                }
            } catch (Exception notYet) {
                assertTrue(System.nanoTime() < deadline, () -> "not ready: " + notYet);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
