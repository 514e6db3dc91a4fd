package dev.easel.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** Whether this instance is ready, once it was judged, and what speaks against it. From any thread. */
public final class HealthMetrics {
    private volatile Set<String> problems = Set.of();
    private volatile boolean isJudged;

    /** @param reasons the names of all that may speak against it */
    public HealthMetrics(MeterRegistry registry, Collection<String> reasons) {
        Meters meters = new Meters(registry);
        meters.gauge(
                "easel.ready",
                "1 while work may be sent to this instance",
                () -> isJudged && problems.isEmpty() ? 1 : 0);
        for (String reason : reasons) {
            meters.gauge(
                    "easel.ready.problem",
                    "1 while this speaks against sending work to the instance",
                    "reason",
                    reason.toLowerCase(Locale.ROOT),
                    () -> problems.contains(reason) ? 1 : 0);
        }
    }

    /** The instance was judged. */
    public void judged(Collection<String> reasons) {
        problems = Set.copyOf(reasons);
        isJudged = true;
    }
}
