package dev.easel.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** All connections to one server, or to several that belong together, on the thread that calls. */
public final class Wire implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long AT_MOST = TimeUnit.MILLISECONDS.toNanos(10);

    private final InetSocketAddress address;
    private final Selector selector;
    private final FrameReader reader = new FrameReader();
    private final Consumer<SelectionKey> ready = this::ready;

    public Wire(InetSocketAddress address) throws IOException {
        this(address, Selector.open());
    }

    private Wire(InetSocketAddress address, Selector selector) {
        this.address = address;
        this.selector = selector;
    }

    /** Connections to another server, served whenever these are, and closed with them. */
    public Wire to(InetSocketAddress other) {
        return new Wire(other, selector);
    }

    public Room room(String path) {
        return new Room(path, reader);
    }

    Client connect(int number, int rectangles, Room room, Tally tally) throws IOException {
        return new Client(number, rectangles, room, reader, tally, selector, address);
    }

    /** A client that sends only what it is told to, and counts nothing. */
    public Client visit(int number, Room room) throws IOException {
        return connect(number, 0, room, new Tally(new Schedule(0, 1, 1, 0), 0, 0));
    }

    public void runUntil(long nanos) throws IOException {
        while (System.nanoTime() < nanos) {
            turn(AT_MOST);
        }
    }

    /** @throws IOException it was not done in time */
    public void await(String what, BooleanSupplier done) throws IOException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not everybody " + what + " in time");
            }
            turn(AT_MOST);
        }
    }

    /** Reads what there is, waiting for it at most about as long as given: the selector counts in milliseconds. */
    void turn(long waitNanos) throws IOException {
        try {
            if (waitNanos <= 0) {
                selector.selectNow(ready);
            } else {
                selector.select(ready, Math.max(1, waitNanos / 1_000_000));
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private void ready(SelectionKey key) {
        WebSocket socket = (WebSocket) key.attachment();
        try {
            if (key.isValid() && key.isReadable()) {
                socket.read();
            }
            if (key.isValid() && key.isWritable()) {
                socket.flush();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
