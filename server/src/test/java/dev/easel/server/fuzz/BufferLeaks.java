package dev.easel.server.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.util.ResourceLeakDetector;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;

/**
 * Buffers of Netty that were dropped and not released. Netty tells of them in its log, some time later; how many it
 * looks at is its level of detection ({@code io.netty.leakDetection.level}).
 */
public final class BufferLeaks {
    private final AtomicReference<String> told = new AtomicReference<>();

    private BufferLeaks() {}

    /** From now on Netty's reports are kept. */
    public static BufferLeaks watched() {
        BufferLeaks leaks = new BufferLeaks();
        AppenderBase<ILoggingEvent> kept = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                leaks.told.compareAndSet(null, event.getFormattedMessage());
            }
        };
        kept.start();
        Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
        logger.setLevel(Level.ERROR);
        logger.setAdditive(false);
        logger.addAppender(kept);
        return leaks;
    }

    /** @throws IllegalStateException a leak was reported */
    public void check() {
        String leak = told.get();
        if (leak != null) {
            throw new IllegalStateException(leak);
        }
    }
}
