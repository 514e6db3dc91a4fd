package dev.easel.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** HAProxy in front of instances, configured as {@code scripts/cluster} does it, on the servers' core. */
public final class Balancer implements AutoCloseable {
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int END_S = 10;

    private final Process process;
    private final InetSocketAddress address;

    private Balancer(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Returns once it listens.
     *
     * @param home of the project
     * @param inTurns and not by project
     * @param log what it says is kept there, and its configuration in a directory beside it
     */
    public static Balancer start(Path home, Cores cores, List<ServerUnderTest> instances, boolean inTurns, Path log)
            throws IOException, InterruptedException {
        InetSocketAddress address = free();
        Path directory = Files.createDirectories(log.resolveSibling(log.getFileName() + ".d"));
        List<String> command = new ArrayList<>(cores.ofServer());
        command.add(home.resolve("scripts/cluster/balancer").toString());
        if (inTurns) {
            command.add("--in-turns");
        }
        command.addAll(List.of("haproxy", directory.toString(), text(address)));
        instances.forEach(instance -> command.add(text(instance.address())));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // Nothing keeps running after the run, also when it fails.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        long deadline = System.nanoTime() + START_NANOS;
        while (!listens(address)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new IOException("the balancer did not start; see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return new Balancer(process, address);
    }

    private static InetSocketAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private static boolean listens(InetSocketAddress address) {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    /** CPU seconds of all its processes so far. */
    public double cpu() throws IOException {
        return Proc.treeCpu(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
