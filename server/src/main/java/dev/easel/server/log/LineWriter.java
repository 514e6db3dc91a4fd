package dev.easel.server.log;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;

/**
 * Writes lines on a thread of its own: a terminal that is stopped, a pipe that nobody reads and a disk that is full
 * delay nobody else. Where lines were dropped, that is told as soon as lines can be written again. What fails to be
 * written is lost and counted. May be used from any thread.
 */
final class LineWriter {
    /** Bytes of lines that wait to be written; the lines beyond are dropped. */
    static final int MOST_BYTES = 4 << 20;

    private static final long TICK_MS = 1_000;

    private final LineQueue queue = new LineQueue(MOST_BYTES);
    private final Folding folding = new Folding();
    private final OutputStream out;
    private final LineFormat format;
    private final InstantSource clock;
    private long droppedTold;

    /** The last line may have been written in part; the next one begins on a line of its own. */
    private boolean isBroken;

    LineWriter(OutputStream out, LineFormat format, InstantSource clock) {
        this.out = out;
        this.format = format;
        this.clock = clock;
    }

    void start() {
        Thread.ofPlatform().daemon().name("easel-log").start(this::run);
    }

    /** @param kind lines of the same are folded */
    void add(String kind, LogLine line) {
        addAll(folding.come(kind, line, clock.millis()));
    }

    /** However many there are of its kind. */
    void add(LogLine line) {
        add(format.bytes(line));
    }

    /** A line as it stands, with its end. */
    void add(byte[] line) {
        queue.add(line);
    }

    private void addAll(List<LogLine> lines) {
        lines.forEach(this::add);
    }

    /** Lines that were dropped since the start. */
    long dropped() {
        return queue.dropped();
    }

    /** Tells what was held back, and waits until all is written, or for the time. */
    void flush(long withinMs) throws InterruptedException {
        addAll(folding.end());
        queue.awaitEmpty(withinMs);
    }

    private void run() {
        try {
            while (true) {
                byte[] line = queue.take(TICK_MS);
                if (line != null) {
                    boolean isWritten = write(line);
                    if (isWritten) {
                        tellDropped();
                    }
                    queue.wasWritten(line, !isWritten);
                }
                addAll(folding.over(clock.millis()));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean write(byte[] line) {
        try {
            if (isBroken) {
                out.write(new byte[] {'\n'});
            }
            out.write(line);
            out.flush();
            isBroken = false;
            return true;
        } catch (IOException lost) {
            isBroken = true;
            return false;
        }
    }

    /** Past the queue, which may be full again already. */
    private void tellDropped() {
        long dropped = queue.dropped();
        if (dropped > droppedTold) {
            String told = dropped - droppedTold + " lines of the log were dropped: they could not be written in time";
            if (write(format.bytes(LogLine.own(clock.instant(), Level.WARN, told)))) {
                droppedTold = dropped;
            }
        }
    }
}
