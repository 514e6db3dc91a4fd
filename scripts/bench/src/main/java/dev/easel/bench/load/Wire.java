package dev.easel.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/** All connections to one server, on the thread that calls. */
public final class Wire implements AutoCloseable {
    /** More than the largest frame a server may send, and what came before it. */
    private static final int INPUT = 4 << 20;

    private final InetSocketAddress address;
    private final Selector selector;
    private final FrameReader reader = new FrameReader();
    private final byte[] input = new byte[INPUT];
    private final Consumer<SelectionKey> ready = this::ready;

    public Wire(InetSocketAddress address) throws IOException {
        this.address = address;
        selector = Selector.open();
    }

    public Room room(String path) {
        return new Room(path, reader);
    }

    Client connect(int number, Room room, Tally tally) throws IOException {
        return new Client(number, room, reader, tally, selector, address);
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
                socket.read(input);
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
