package dev.easel.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which core the server has for itself, and which the generator shares with PostgreSQL. Done with {@code taskset}, so
 * on Linux only.
 */
public record Cores(int server, int generator) {
    /** Keeps this process, and what it starts from here on, on the generator's core. */
    public void takeOurs() throws IOException, InterruptedException {
        taskset("--all-tasks", "--pid", "--cpu-list", Integer.toString(generator), pid());
    }

    /** Moves the thread that calls, a platform thread, to the server's core. */
    public void takeServers() throws IOException, InterruptedException {
        Path thread = Path.of("/proc/thread-self").toRealPath().getFileName();
        taskset("--pid", "--cpu-list", Integer.toString(server), thread.toString());
    }

    /** Seconds so far in which either core had something to do and the machine below did something else. */
    public double stolen() throws IOException {
        return Proc.stolen(server) + Proc.stolen(generator);
    }

    /** Goes before a server's command. */
    List<String> ofServer() {
        return List.of("taskset", "--cpu-list", Integer.toString(server));
    }

    private static void taskset(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("taskset"));
        command.addAll(List.of(arguments));
        Process taskset = new ProcessBuilder(command).redirectErrorStream(true).start();
        if (!taskset.waitFor(10, TimeUnit.SECONDS) || taskset.exitValue() != 0) {
            throw new IOException("this did not work: " + String.join(" ", command));
        }
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }
}
