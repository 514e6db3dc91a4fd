package dev.easel.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LineWriterTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private final Terminal terminal = new Terminal();
    private final LineWriter writer = new LineWriter(terminal, new TextFormat(), CLOCK);

    /** Can be stopped, as by Ctrl+S, and can be a file on a disk that is full. */
    private static final class Terminal extends OutputStream {
        final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch goesOn = new CountDownLatch(1);
        final CountDownLatch isWrittenTo = new CountDownLatch(1);
        volatile boolean isStopped;
        volatile boolean isFull;

        @Override
        public void write(int one) {
            throw new AssertionError("a line is written at once");
        }

        @Override
        public void write(byte[] line) throws IOException {
            isWrittenTo.countDown();
            if (isStopped) {
                try {
                    goesOn.await();
                } catch (InterruptedException interrupted) {
                    throw new IOException(interrupted);
                }
            }
            if (isFull) {
                lines.add(new String(line, 0, line.length / 2, UTF_8));
                throw new IOException("No space left on device");
            }
            lines.add(new String(line, UTF_8));
        }
    }

    private static LogLine line(String message) {
        return LogLine.own(Instant.EPOCH, Level.INFO, message);
    }

    private String said() {
        return String.join("", terminal.lines);
    }

    @Test
    @DisplayName("nobody waits for a terminal that is stopped: what is too much is dropped, counted and told later")
    void stopped() throws InterruptedException {
        terminal.isStopped = true;
        writer.start();
        byte[] large = new byte[1 << 20];
        writer.add(line("first"));
        assertTrue(terminal.isWrittenTo.await(10, TimeUnit.SECONDS));
        for (int i = 0; i < 10; i++) {
            writer.add(large);
        }
        writer.flush(1); // gives up
        long dropped = 10L - LineWriter.MOST_BYTES / large.length + 1; // with the first line, one less fits
        assertEquals(dropped, writer.dropped());
        terminal.goesOn.countDown();
        writer.flush(10_000);
        assertTrue(said().contains(dropped + " lines of the log were dropped"), said());
        assertEquals(
                1,
                terminal.lines.stream()
                        .filter(it -> it.contains("were dropped"))
                        .count());
    }

    @Test
    @DisplayName("what a full disk does not take is counted, and the log goes on when there is room")
    void full_disk() throws InterruptedException {
        terminal.isFull = true;
        writer.start();
        writer.add(line("lost"));
        writer.flush(10_000);
        assertEquals(1, writer.dropped());
        terminal.isFull = false;
        writer.add(line("kept"));
        writer.flush(10_000);
        assertTrue(said().lines().anyMatch(it -> it.startsWith("1970-") && it.endsWith(": kept")), said());
        assertTrue(said().contains("1 lines of the log were dropped"), said());
    }

    @Test
    @DisplayName("the end tells what was held back")
    void end() throws InterruptedException {
        writer.start();
        for (int i = 0; i < 100; i++) {
            writer.add("kind", line("no " + i));
        }
        writer.flush(10_000);
        assertTrue(said().contains("no 99 … and 89 like it"), said());
    }
}
