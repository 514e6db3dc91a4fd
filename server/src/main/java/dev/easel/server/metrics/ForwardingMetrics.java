package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of what is forwarded between instances. Written on every event loop. */
public final class ForwardingMetrics {
    private final Counter answered;
    private final Counter broken;
    private final Counter here;
    private final Counter unavailable;
    private final Counter notOwned;
    private final Counter markRefused;
    private final Counter stalled;
    private final AtomicInteger tunnels = new AtomicInteger();

    public ForwardingMetrics(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        answered = outcome(meters, "answered");
        broken = outcome(meters, "broken");
        here = outcome(meters, "here");
        unavailable = outcome(meters, "unavailable");
        notOwned = meters.counter(
                "easel.forwarding.not.owned", "Requests passed on to this instance for projects it does not own");
        markRefused =
                meters.counter("easel.forwarding.marks.refused", "Requests with a mark that no instance has made");
        stalled = meters.counter("easel.forwarding.stalled", "Tunnels cut because one side took nothing");
        meters.gauge("easel.forwarding.tunnels", "Open tunnels for sockets to other instances", tunnels::get);
    }

    private static Counter outcome(Meters meters, String value) {
        return meters.counter(
                "easel.forwarded",
                "Requests passed on to other instances: answered to the end, broken off, served here after the project"
                        + " had come, or told to come again",
                "outcome",
                value);
    }

    /** The owner's answer was passed on to its end, or a tunnel has ended. */
    public void answered() {
        answered.increment();
    }

    /** The answer broke off, or the client did not wait for it. */
    public void broken() {
        broken.increment();
    }

    /** The project was here at the second look. */
    public void here() {
        here.increment();
    }

    /** The client was told to come again. */
    public void unavailable() {
        unavailable.increment();
    }

    /** Another instance passed on a request for a project that is not ours. */
    public void notOwned() {
        notOwned.increment();
    }

    /** A request had a mark that is no instance's. */
    public void markRefused() {
        markRefused.increment();
    }

    public void tunnelOpened() {
        tunnels.incrementAndGet();
    }

    public void tunnelClosed() {
        tunnels.decrementAndGet();
    }

    /** A tunnel is cut, because one side took nothing for too long. */
    public void tunnelStalled() {
        stalled.increment();
    }
}
