package dev.easel.bench.line;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A line to a TCP server, as of somebody who lives elsewhere: whoever connects to its port is connected with that
 * server. Each connection has the bandwidth by itself, in each direction; each byte arrives half of the round trip
 * later. What is on its way is bounded, so that a sender notices how fast the line is. Any thread.
 */
public final class SlowLine implements AutoCloseable {
    /** Bytes that are taken at once: a few packets. */
    private static final int CHUNK = 4 << 10;

    /** Bytes in the kernel's buffers on either side, at most: those of the line are in {@link #onItsWay}. */
    private static final int BUFFER = 64 << 10;

    /** Bytes that a line holds beyond those that travel: the buffer of a router. */
    private static final int ROUTER = 64 << 10;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final long bytesPerSecond;
    private final long delayNanos;
    private final int onItsWay;

    private SlowLine(ServerSocket listener, InetSocketAddress target, long bitsPerSecond, int roundTripMs) {
        this.listener = listener;
        this.target = target;
        bytesPerSecond = bitsPerSecond / Byte.SIZE;
        delayNanos = TimeUnit.MILLISECONDS.toNanos(roundTripMs) / 2;
        onItsWay = (int) (bytesPerSecond * delayNanos / TimeUnit.SECONDS.toNanos(1) + ROUTER) / CHUNK;
    }

    /** Listens on a free port of loopback. */
    public static SlowLine to(InetSocketAddress target, long bitsPerSecond, int roundTripMs) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReceiveBufferSize(BUFFER);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SlowLine line = new SlowLine(listener, target, bitsPerSecond, roundTripMs);
        Thread.ofVirtual().start(line::accept);
        return line;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listener.accept();
                Thread.ofVirtual().start(() -> carry(near));
            }
        } catch (IOException failure) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private void carry(Socket near) {
        try (near;
                Socket far = new Socket()) {
            TimeUnit.NANOSECONDS.sleep(2 * delayNanos); // that of the handshake
            far.setReceiveBufferSize(BUFFER);
            far.connect(target);
            near.setTcpNoDelay(true);
            near.setSendBufferSize(BUFFER);
            far.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> carry(far, near));
            carry(near, far);
            back.join();
        } catch (IOException _) {
            // one of them has ended, and so do both
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Socket from, Socket to) {
        BlockingQueue<Parcel> travelling = new ArrayBlockingQueue<>(onItsWay);
        Thread arrival = Thread.ofVirtual().start(() -> arrive(travelling, to));
        try {
            byte[] chunk = new byte[CHUNK];
            long free = System.nanoTime();
            int read;
            do {
                read = from.getInputStream().read(chunk);
                long takes = Math.max(0, read) * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
                free = Math.max(free, System.nanoTime()) + takes;
                travelling.put(new Parcel(Arrays.copyOf(chunk, Math.max(0, read)), free + delayNanos));
                TimeUnit.NANOSECONDS.sleep(free - System.nanoTime());
            } while (read > 0);
        } catch (IOException _) {
            arrival.interrupt();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void arrive(BlockingQueue<Parcel> travelling, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Parcel next = travelling.take(); next.bytes.length > 0; next = travelling.take()) {
                TimeUnit.NANOSECONDS.sleep(next.dueNanos - System.nanoTime());
                out.write(next.bytes);
            }
            to.shutdownOutput();
        } catch (IOException _) {
            // its other direction fails as well
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** @param bytes none: the end */
    private record Parcel(byte[] bytes, long dueNanos) {}
}
