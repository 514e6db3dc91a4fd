package dev.easel.chaos.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** nginx or HAProxy, configured as {@code scripts/cluster} has it. What it says is kept in {@code balancer.log}. */
final class Balancer implements AutoCloseable {
    private static final int END_S = 10;

    private final List<String> command;
    private final Path log;
    private final URI uri;
    private @Nullable Process process;

    /**
     * @param easel its directory
     * @param home where its files go
     * @param kind nginx or haproxy
     * @param instances ports on loopback
     */
    Balancer(Path easel, Path home, String kind, List<Integer> instances) throws IOException {
        int port = Ports.free();
        uri = URI.create("http://127.0.0.1:" + port);
        log = home.resolve("balancer.log");
        command = new ArrayList<>(List.of(
                easel.resolve("scripts/cluster/balancer").toAbsolutePath().toString(),
                kind,
                Files.createDirectories(home.resolve("balancer")).toString(),
                "127.0.0.1:" + port));
        instances.forEach(instance -> command.add("127.0.0.1:" + instance));
    }

    synchronized void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where clients connect; empty when it does not run. */
    synchronized Optional<URI> uri() {
        return Optional.ofNullable(process).filter(Process::isAlive).map(_ -> uri);
    }

    synchronized List<ProcessHandle> processes() {
        return Optional.ofNullable(process).stream()
                .map(Process::toHandle)
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .toList();
    }

    @Override
    public synchronized void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
                processes().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            processes().forEach(ProcessHandle::destroyForcibly);
        }
    }
}
