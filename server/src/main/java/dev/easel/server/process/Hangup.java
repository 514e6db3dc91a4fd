package dev.easel.server.process;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, which does not end the server, whether a terminal is closed or something asks it to read its settings again.
 * By reflection, because the compiler warns of {@code sun.misc.Signal} and cannot be told not to; Java has no other
 * way.
 */
public final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {}

    /** @param told run at each, on a thread of its own */
    public static void handle(Runnable told) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> run(told);
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "handles SIGHUP";
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), handling);
        } catch (ReflectiveOperationException | RuntimeException unavailable) {
            LOG.debug("SIGHUP ends this server", unavailable);
        }
    }

    private static int run(Runnable told) {
        told.run();
        return 0;
    }
}
