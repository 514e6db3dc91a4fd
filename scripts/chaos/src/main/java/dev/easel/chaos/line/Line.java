package dev.easel.chaos.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line to a TCP server: whoever connects to its port is connected with that server. It can be broken, silenced and
 * slowed, and mended again. Any thread.
 *
 * <p>Bounded: 4,000 connections, each of which holds 16 KiB in each direction; what does not fit stays with its sender.
 * One connection more is refused.
 */
public final class Line implements AutoCloseable {
    private static final int MOST_LINKS = 4_000;
    private static final int BACKLOG = 1_024;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Passage passage = new Passage();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();

    private Line(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    /** Listens on a free port of loopback. */
    public static Line to(InetSocketAddress target) throws IOException {
        Line line = new Line(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().start(line::accept);
        return line;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Ends all connections with a reset, and each new one at once, until it is mended. */
    public void breakOff() {
        passage.breakOff();
        links.forEach(Link::reset);
    }

    /**
     * Passes nothing on until it is mended, and tells nobody; ends of connections are not told either. Then what has
     * waited goes on its way, where the connection is still there.
     */
    public void silence() {
        passage.silence();
    }

    /** Passes on, of each connection and direction, at most 16 KiB in so many milliseconds, and so much later. */
    public void slow(int byMs) {
        passage.open(byMs);
    }

    public void mend() {
        passage.open(0);
    }

    private void accept() {
        try {
            while (true) {
                Link link = new Link(passage, listener.accept());
                if (links.size() >= MOST_LINKS) {
                    link.reset();
                } else {
                    links.add(link);
                    Thread.ofVirtual().start(() -> carry(link));
                }
            }
        } catch (IOException failure) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException("a line takes no connections any more", failure);
            }
        }
    }

    private void carry(Link link) {
        try {
            link.carry(target);
        } finally {
            links.remove(link);
        }
    }

    /** Ends all connections. */
    @Override
    public void close() throws IOException {
        listener.close();
        breakOff();
    }
}
