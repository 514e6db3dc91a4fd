package dev.easel.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one server from the environment, and ends it in order on SIGTERM. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private static final int CANNOT_START = 1;
    private static final int BAD_SETTINGS = 2;

    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            System.exit(CommandLine.answer(arguments, System.out, System.err));
        }
        DirectMemory.limit();
        Settings settings;
        try {
            settings = Settings.from(System::getenv);
        } catch (InvalidSettings invalid) {
            System.err.println("Easel does not start, because of its settings:");
            System.err.println(invalid.getMessage());
            System.exit(BAD_SETTINGS);
            return;
        }
        Logging.configure(settings.log());
        Hangup.ignore();
        start(settings);
    }

    private static void start(Settings settings) {
        DirectMemory.checkExit();
        Easel easel = new Easel(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(easel, settings.shutdownMs()), "easel-shutdown"));
        try {
            System.out.println("Easel is ready at " + easel.start());
        } catch (ToldToEnd ending) {
            LOG.info("Easel was told to end before it was ready");
            LOG.debug("Easel was told to end", ending);
        } catch (InterruptedException | RuntimeException failure) {
            StartFailure told = StartFailure.of(failure, settings);
            if (told.isExpected()) {
                LOG.error("Easel does not start: {}", told.sentence());
                LOG.debug("Easel does not start", failure);
            } else {
                LOG.error("Easel does not start: {}", told.sentence(), failure);
            }
            System.exit(CANNOT_START);
        }
    }

    /**
     * Ends in order, or is cut short at the deadline, because the sender of the signal does not wait longer (pitfall
     * 16).
     */
    private static void stop(Easel easel, long deadlineMs) {
        Thread stopping = Thread.ofPlatform().daemon().name("easel-stop").start(easel::stop);
        try {
            if (stopping.join(Duration.ofMillis(deadlineMs))) {
                return;
            }
            LOG.error("Easel did not end within {} s and is cut short", TimeUnit.MILLISECONDS.toSeconds(deadlineMs));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
