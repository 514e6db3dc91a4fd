package dev.easel.bench.server;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which core the server has for itself, and which the generator shares with PostgreSQL. Done with {@code taskset}, so on
 * Linux only.
 */
public record Cores(int server, int generator) {
    /** Keeps this process, and what it starts from here on, on the generator's core. */
    public void takeOurs() throws IOException, InterruptedException {
        Process taskset = new ProcessBuilder(
                        "taskset", "--all-tasks", "--pid", "--cpu-list", Integer.toString(generator), pid())
                .redirectErrorStream(true)
                .start();
        if (!taskset.waitFor(10, TimeUnit.SECONDS) || taskset.exitValue() != 0) {
            throw new IOException("the generator could not be kept on core " + generator);
        }
    }

    /** Goes before a server's command. */
    List<String> ofServer() {
        return List.of("taskset", "--cpu-list", Integer.toString(server));
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }
}
