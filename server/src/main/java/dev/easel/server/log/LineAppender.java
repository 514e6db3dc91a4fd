package dev.easel.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/** What Logback gives every event to: a line is made of it here, on the thread that logs, and written on another. */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    /**
     * Characters of a message that tell kinds apart: whoever puts values into the message itself often does so behind
     * what they are.
     */
    private static final int LONGEST_KIND = 100;

    private final LineWriter writer;

    LineAppender(LineWriter writer) {
        this.writer = writer;
    }

    /** Whoever asks for the lines below info wants all of them. */
    @Override
    protected void append(ILoggingEvent event) {
        LogLine line = LogLine.of(event);
        if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
            writer.add(kind(event), line);
        } else {
            writer.add(line);
        }
    }

    private static String kind(ILoggingEvent event) {
        String message = String.valueOf(event.getMessage());
        return event.getLoggerName() + ' ' + message.substring(0, Math.min(message.length(), LONGEST_KIND));
    }
}
