package dev.easel.server.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory outside of the heap, where bytes lie that go to sockets or come from them. Netty counts it. A connection
 * whose buffer goes beyond the bound is closed, and the others go on: it is no end of the heap, at which the process
 * ends.
 */
public final class DirectMemory {
    private static final Logger LOG = LoggerFactory.getLogger(DirectMemory.class);

    private static final String LIMIT = "io.netty.maxDirectMemory";
    private static final String EXIT = "ExitOnOutOfMemoryError";
    private static final long LEAST = 64 << 20;
    private static final int HEAP_SHARE = 4;

    private DirectMemory() {}

    /** Bounds it to a quarter of the heap, unless the start says otherwise. Called before Netty is used. */
    public static void limit() {
        System.setProperty(LIMIT, Long.toString(bytes()));
    }

    /** The bound, in bytes: that of the start, or a quarter of the heap. */
    public static long bytes() {
        return Long.getLong(LIMIT, bytes(Runtime.getRuntime().maxMemory()));
    }

    static long bytes(long heap) {
        return Math.max(LEAST, heap / HEAP_SHARE);
    }

    /** Says so when the process would live on without memory. */
    public static void checkExit() {
        HotSpotDiagnosticMXBean java = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (!Boolean.parseBoolean(java.getVMOption(EXIT).getValue())) {
            LOG.warn("Java was started without -XX:+{}: when it has no more memory, it may live on, broken", EXIT);
        }
    }
}
