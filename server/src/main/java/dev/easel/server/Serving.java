package dev.easel.server;

import dev.easel.server.configuration.InvalidSettings;
import dev.easel.server.configuration.Variables;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.log.LogSettings;
import dev.easel.server.log.Logging;
import dev.easel.server.process.CompilerPriority;
import dev.easel.server.process.DirectMemory;
import dev.easel.server.process.Exit;
import dev.easel.server.process.Hangup;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command {@code serve}: starts one server, and ends it in order on SIGTERM. */
final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private Serving() {}

    /**
     * Returns once it serves, or cannot.
     *
     * @return {@link Exit#RUNNING} or the exit code
     */
    static int start(Supplier<Variables> variables) {
        DirectMemory.limit();
        Settings settings;
        Easel easel;
        try {
            Variables read = variables.get();
            settings = Settings.from(read);
            Logging.configure(settings.log());
            read.slips().forEach(slip -> LOG.warn("In the environment, {}", slip));
            easel = new Easel(settings);
        } catch (InvalidSettings invalid) {
            return Exit.refused(invalid);
        }
        Hangup.handle(() -> setLevels(variables));
        return start(settings, easel);
    }

    /** The levels of the log are read again where they come from. Nothing else can be changed while it serves. */
    private static void setLevels(Supplier<Variables> variables) {
        try {
            LogSettings log = Settings.from(variables.get()).log();
            Logging.levels(log);
        } catch (InvalidSettings invalid) {
            LOG.atError().addKeyValue(Field.ERROR, Cause.of(invalid)).log("The levels of the log stay as they are");
        }
    }

    private static int start(Settings settings, Easel easel) {
        DirectMemory.checkExit();
        boolean isLowered = CompilerPriority.lower();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(easel, settings.shutdownMs()), "easel-shutdown"));
        try {
            URI address = easel.start();
            if (!isLowered) {
                CompilerPriority.lower();
            }
            Logging.announce("Easel is ready at " + address);
            if (settings.access().isOpen() && !ListenAddress.isLoopback(settings.host())) {
                Logging.alarm("Nobody signs in here, and EASEL_OPEN=true: everybody who reaches " + settings.host()
                        + " may read, change and delete every board");
            }
        } catch (ToldToEnd ending) {
            LOG.info("Easel was told to end before it was ready");
            LOG.debug("Easel was told to end", ending);
        } catch (InterruptedException | RuntimeException | Error failure) {
            StartFailure.of(failure, settings).log();
            return Exit.CANNOT_START;
        }
        return Exit.RUNNING;
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
        } finally {
            Logging.flush();
        }
        Runtime.getRuntime().halt(1);
    }
}
