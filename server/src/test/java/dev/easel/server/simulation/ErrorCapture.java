package dev.easel.server.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/** Meters that measure nothing, and the log of rooms and journal, of which only broken invariants are kept. */
public final class ErrorCapture {
    public static final MeterRegistry METERS = new SimpleMeterRegistry();

    private static final ThreadLocal<Deque<String>> BREAKDOWNS = ThreadLocal.withInitial(ArrayDeque::new);

    private static final ThreadLocal<Violation> VIOLATION = new ThreadLocal<>();

    static {
        METERS.config().meterFilter(MeterFilter.deny());
        AppenderBase<ILoggingEvent> kept = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getFormattedMessage().contains("invariant")) {
                    String cause = event.getThrowableProxy() == null ? "" : traced(event);
                    BREAKDOWNS.get().add(event.getFormattedMessage() + cause);
                }
            }
        };
        kept.start();
        for (String name : new String[] {"dev.easel.server.room", "dev.easel.server.journal"}) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(Level.ERROR);
            logger.setAdditive(false);
            logger.addAppender(kept);
        }
    }

    private ErrorCapture() {}

    private static String traced(ILoggingEvent event) {
        StringBuilder text =
                new StringBuilder(": ").append(event.getThrowableProxy().getMessage());
        for (var frame : event.getThrowableProxy().getStackTraceElementProxyArray()) {
            text.append("\n        ").append(frame);
        }
        return text.toString();
    }

    /** Keeps a violation, in case the code under test catches it. */
    static void keep(Violation violation) {
        if (VIOLATION.get() == null) {
            VIOLATION.set(violation);
        }
    }

    /**
     * Fails when, since the last call on this thread, a rule was broken or a room or a journal logged a broken
     * invariant.
     */
    static void check() {
        if (VIOLATION.get() != null) {
            throw VIOLATION.get();
        }
        String breakdown = BREAKDOWNS.get().poll();
        Rule.UNBROKEN.holds(breakdown == null, breakdown);
    }

    static void forget() {
        BREAKDOWNS.get().clear();
        VIOLATION.remove();
    }
}
