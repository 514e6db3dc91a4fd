package dev.easel.server;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the server from ending when a terminal is closed or something asks it to reload: it is set from its
 * environment, which stays what it is for as long as the process lives. By reflection, because the compiler warns of
 * {@code sun.misc.Signal} and cannot be told not to; Java has no other way.
 */
final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {}

    static void ignore() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ignoring = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> told();
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "ignores SIGHUP";
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ignoring);
        } catch (ReflectiveOperationException | RuntimeException unavailable) {
            LOG.debug("SIGHUP ends this server", unavailable);
        }
    }

    private static int told() {
        LOG.info("SIGHUP is ignored: there is nothing to reload. SIGTERM ends the server");
        return 0;
    }
}
