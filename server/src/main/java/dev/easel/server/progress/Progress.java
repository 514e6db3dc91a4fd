package dev.easel.server.progress;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells how far a work is, beside its result: on a terminal in one line that is written again and again, and otherwise,
 * as in the log of a job, in a line every few seconds. Work that is short tells nothing. Used by one thread.
 */
public final class Progress implements AutoCloseable {
    /** Between two texts on a terminal, in milliseconds. */
    static final long TERMINAL_MS = 200;

    /** Between two lines elsewhere, in milliseconds. */
    static final long LINES_MS = 5_000;

    /** A line that is longer is cut, so that it can be written again. */
    private static final int COLUMNS = 79;

    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean isTerminal;
    private final LongSupplier nowMs;
    private long toldAt;
    private boolean isLineOpen;

    /**
     * @param out where nobody looks for the result of the work
     * @param nowMs a clock that never goes back
     */
    Progress(PrintStream out, boolean isTerminal, LongSupplier nowMs) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.nowMs = nowMs;
        toldAt = nowMs.getAsLong();
    }

    /** On standard error. Java 25 has no console where input or output is no terminal. */
    @SuppressWarnings("SystemConsoleNull")
    public static Progress onStandardError() {
        Console console = System.console();
        return new Progress(
                System.err,
                console != null && console.isTerminal(),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    /** May be called as often as there is something new: the text is only made when it is told. */
    public void tell(Supplier<String> text) {
        long now = nowMs.getAsLong();
        if (now - toldAt < (isTerminal ? TERMINAL_MS : LINES_MS)) {
            return;
        }
        toldAt = now;
        if (isTerminal) {
            String line = text.get();
            out.print(CLEAR_LINE + line.substring(0, Math.min(line.length(), COLUMNS)));
            out.flush();
            isLineOpen = true;
        } else {
            out.println(text.get());
        }
    }

    /** Removes the line, so that something else can be printed there. Goes on with the next text. */
    public void clear() {
        if (isLineOpen) {
            out.print(CLEAR_LINE);
            out.flush();
            isLineOpen = false;
        }
    }

    @Override
    public void close() {
        clear();
    }

    /** A count with its share of the whole, such as {@code 12 of 40 (30 %)}. */
    public static String of(long done, long whole) {
        return String.format(Locale.ROOT, "%,d of %,d (%d %%)", done, whole, whole == 0 ? 100 : done * 100 / whole);
    }

    /** Bytes for people, such as {@code 12.5 MiB}. */
    public static String bytes(long bytes) {
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%,d KiB", bytes >> 10)
                : String.format(Locale.ROOT, "%,.1f MiB", bytes / (double) (1 << 20));
    }
}
