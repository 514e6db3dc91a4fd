package dev.easel.bench.scenario;

import dev.easel.bench.load.Tally;
import dev.easel.bench.server.Usage;

/**
 * One rate that was tried, and how it went.
 *
 * @param editsPerSecond of all clients
 * @param offered deliveries per second that follow from them
 * @param trouble what went wrong; empty when nothing did
 */
record Step(Tally tally, Usage usage, double editsPerSecond, double offered, String trouble) {
    static final double MOST_P99_MS = 250;
    private static final double LEAST_DELIVERED = 0.97;

    boolean isSustained() {
        return trouble.isEmpty()
                && tally.timesLagged() == 0
                && tally.delivery().percentile(0.99) <= MOST_P99_MS
                && tally.deliveriesPerSecond() >= LEAST_DELIVERED * offered;
    }

    /** Why a rate was not sustained. */
    String limit() {
        return EditingFigures.isDisturbed(usage)
                ? "something else on this machine"
                : EditingFigures.isLimitedByGenerator(tally, usage) ? "the generator" : "the server";
    }

    Figures figures() {
        return EditingFigures.of(tally, usage, editsPerSecond);
    }

    @Override
    public String toString() {
        return ("%,.0f of %,.0f deliveries/s, p99 %.0f ms, server %.0f %%, generator's core %.0f %%,"
                        + " sent late p99 %.1f ms%s")
                .formatted(
                        tally.deliveriesPerSecond(),
                        offered,
                        tally.delivery().percentile(0.99),
                        100 * usage.serverBusy(),
                        100 * usage.generatorCoreBusy(),
                        tally.lateness().percentile(0.99),
                        trouble.isEmpty() ? "" : ", " + trouble);
    }
}
