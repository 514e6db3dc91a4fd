package dev.easel.server.log;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lines between those who log and the one thread that writes, bounded in bytes. Whoever adds one never waits: a line
 * that does not fit is dropped, and counted. May be used from any thread.
 */
final class LineQueue {
    private final long most;
    private final Queue<byte[]> lines = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private boolean isWriting;

    /** @param most bytes of lines */
    LineQueue(long most) {
        this.most = most;
    }

    synchronized void add(byte[] line) {
        if (bytes + line.length > most) {
            dropped++;
            return;
        }
        bytes += line.length;
        lines.add(line);
        notifyAll();
    }

    /** The next line, which counts until it {@link #wasWritten}; null where none comes in the time. */
    synchronized byte @Nullable [] take(long withinMs) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
        while (lines.isEmpty() && isLeft(end)) {
            wait(left(end));
        }
        byte[] line = lines.poll();
        isWriting = line != null;
        return line;
    }

    /** The line that was taken is out, or lost. */
    synchronized void wasWritten(byte[] line, boolean isLost) {
        bytes -= line.length;
        dropped += isLost ? 1 : 0;
        isWriting = false;
        notifyAll();
    }

    /** Lines that were dropped since the start. */
    synchronized long dropped() {
        return dropped;
    }

    /** Waits until everything is written; gives up after the time. Whether it is. */
    synchronized boolean awaitEmpty(long withinMs) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
        while ((isWriting || !lines.isEmpty()) && isLeft(end)) {
            wait(left(end));
        }
        return !isWriting && lines.isEmpty();
    }

    private static boolean isLeft(long end) {
        return end - System.nanoTime() > 0;
    }

    /** In milliseconds, at least one: none would be for ever. */
    private static long left(long end) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }
}
