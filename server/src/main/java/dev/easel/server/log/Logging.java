package dev.easel.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Clock;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log of this process, on standard output. Libraries log from warn on, whatever the level: what they say below that
 * may hold what users send. As the process has one log, all of this is static.
 */
public final class Logging {
    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    private static final String OURS = "dev.easel";
    private static final String PACKAGES = OURS + ".server.";
    /** What is told whatever the level is. */
    private static final String ANNOUNCEMENT = PACKAGES + "Announcement";

    private static final long FLUSH_MS = 2_000;

    private static volatile @Nullable LineWriter writer;
    private static volatile boolean isText = true;

    private Logging() {}

    /** Sets it up; called once, at the start. What is logged before goes to standard output as it comes. */
    public static void configure(LogSettings settings) {
        boolean isJson = settings.format().equals(LogSettings.JSON);
        LineWriter lines = new LineWriter(
                new FileOutputStream(FileDescriptor.out),
                isJson ? new JsonFormat() : new TextFormat(),
                Clock.systemUTC());
        lines.start();
        writer = lines;
        isText = !isJson;
        LoggerContext context = context();
        context.reset();
        LineAppender appender = new LineAppender(lines);
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        root.setLevel(Level.WARN);
        // The server and the pool of every event loop register gauges of the same name, which Micrometer warns of.
        context.getLogger("io.micrometer").setLevel(Level.ERROR);
        context.getLogger(ANNOUNCEMENT).setLevel(Level.INFO);
        set(settings);
        bridge();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> root.error("The thread {} has ended", thread.getName(), failure));
    }

    /** What logs by java.util.logging is in the same log: PostgreSQL's driver of the migrations, and Java itself. */
    private static void bridge() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
    }

    /** Changes the levels, which are all told anew, and nothing else. */
    public static void levels(LogSettings settings) {
        set(settings);
        String packages = settings.packages().isEmpty() ? "" : ", with " + new TreeMap<>(settings.packages());
        context().getLogger(ANNOUNCEMENT).info("The log is at {} from now on{}", settings.level(), packages);
    }

    private static void set(LogSettings settings) {
        LoggerContext context = context();
        for (Logger logger : context.getLoggerList()) {
            if (logger.getName().startsWith(OURS + ".") && !logger.getName().equals(ANNOUNCEMENT)) {
                logger.setLevel(null);
            }
        }
        context.getLogger(OURS).setLevel(Level.toLevel(settings.level()));
        settings.packages()
                .forEach((name, level) -> context.getLogger(PACKAGES + name).setLevel(Level.toLevel(level)));
    }

    /** Every line has this id from now on, which is returned. */
    public static String instance(String id) {
        context().putProperty(Field.INSTANCE, id);
        return id;
    }

    /** Prints a line that is relied on from outside, as it stands; in JSON it is the message of a line like others. */
    public static void announce(String line) {
        LineWriter lines = writer;
        if (lines != null && isText) {
            lines.add((line + "\n").getBytes(UTF_8));
        } else {
            context().getLogger(ANNOUNCEMENT).info(line);
        }
    }

    /** The same for what nobody may overlook: red on a terminal, and an error in JSON. */
    @SuppressWarnings("SystemConsoleNull") // it is null where there is no terminal, in some versions
    public static void alarm(String line) {
        LineWriter lines = writer;
        if (lines == null || !isText) {
            context().getLogger(ANNOUNCEMENT).error(line);
            return;
        }
        Console console = System.console();
        announce(console != null && console.isTerminal() ? RED + line + PLAIN : line);
    }

    /** Waits until all lines are written, or for two seconds. Called where the process ends. */
    public static void flush() {
        LineWriter lines = writer;
        if (lines != null) {
            try {
                lines.flush(FLUSH_MS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Lines that were dropped since the start, because they were not written in time or not at all. */
    public static long dropped() {
        LineWriter lines = writer;
        return lines == null ? 0 : lines.dropped();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
