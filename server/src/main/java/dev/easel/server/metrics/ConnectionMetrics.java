package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** The meters of HTTP connections. Written on every event loop. */
public final class ConnectionMetrics {
    private final Meters meters;
    private final Counter refused;
    private final Counter delayed;
    private final Counter dropped;
    private final Counter late;
    private final Counter unread;

    public ConnectionMetrics(MeterRegistry registry) {
        meters = new Meters(registry);
        refused = meters.counter(
                "easel.connections.refused",
                "Connections ended at once, as there were too many in all or of an address");
        delayed = meters.counter(
                "easel.connections.delayed", "Connections read later, as their address made more than its rate");
        dropped = meters.counter(
                "easel.connections.dropped",
                "Connections ended without an answer, as their address made far more than its rate");
        late = meters.counter("easel.connections.late", "Connections ended because a head took too long to arrive");
        unread = meters.counter("easel.connections.unread", "Connections ended because their answer was not read");
    }

    /** The connections tell once how many there are; may be asked from any thread. */
    public void watch(Supplier<Number> connections) {
        meters.gauge("easel.connections", "Connections, those of sockets included", connections);
    }

    /** @param ends the end of the certificate that is shown, in seconds since 1970; asked from any thread */
    public void watchCertificate(Supplier<Number> ends) {
        meters.gauge("easel.certificate.ends", "When the certificate of TLS ends, in seconds since 1970", ends);
    }

    /** There was one connection too many. */
    public void refused() {
        refused.increment();
    }

    /** A connection is read later than it came. */
    public void delayed() {
        delayed.increment();
    }

    /** A connection was ended without an answer. */
    public void dropped() {
        dropped.increment();
    }

    /** The head of a request took too long. */
    public void headWasLate() {
        late.increment();
    }

    /** An answer was not read. */
    public void answerWasNotRead() {
        unread.increment();
    }
}
