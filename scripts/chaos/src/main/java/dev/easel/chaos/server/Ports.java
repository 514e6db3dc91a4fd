package dev.easel.chaos.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that servers are started on again and again. */
final class Ports {
    /** Below those that systems give to outgoing connections. */
    private static final int FIRST = 20_000;

    private static final int COUNT = 10_000;

    private Ports() {}

    /** One that nobody listens on just now, on loopback. */
    static int free() {
        while (true) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
            try (ServerSocket unused = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return unused.getLocalPort();
            } catch (IOException _) {
                // It is taken.
            }
        }
    }
}
