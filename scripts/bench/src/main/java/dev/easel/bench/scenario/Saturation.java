package dev.easel.bench.scenario;

import dev.easel.bench.Figures;
import dev.easel.bench.Scenario;
import dev.easel.bench.Stage;
import dev.easel.bench.Subject;
import dev.easel.bench.load.Crowd;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.Sampler;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.bench.server.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * S4: the rate of each client is raised until the server no longer keeps up, and then closed in on. Easel's limit on a
 * session's edits is lifted for it.
 *
 * @param rate edits per second of each client to begin with
 */
public record Saturation(String name, int rooms, int perRoom, int rate) implements Scenario {
    private static final double STEP = 1.3;
    private static final double CLOSE_ENOUGH = 1.06;
    private static final double MOST_P99_MS = 250;
    private static final double LEAST_DELIVERED = 0.97;
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(1);
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(5);
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(10);
    static final Map<String, String> NO_LIMIT = Map.of("EASEL_LIMIT_EDITS", "100000", "EASEL_LIMIT_BURST", "100000");

    @Override
    public String title() {
        return "%d × %d clients, faster and faster until p99 passes %.0f ms".formatted(rooms, perRoom, MOST_P99_MS);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL, Subject.BATCHING);
    }

    @Override
    public Figures measure(Subject subject, Stage stage) throws Exception {
        try (ServerUnderTest server = stage.start(subject, NO_LIMIT);
                Wire wire = new Wire(server.address())) {
            Crowd crowd = Crowd.join(wire, stage.rooms(subject, server, wire, rooms), perRoom);
            crowd.load(rate).runUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(stage.warmUp()));
            return search(crowd, stage.sampler(subject, server));
        }
    }

    private Figures search(Crowd crowd, Sampler sampler) throws IOException {
        double good = 0;
        double bad = Double.POSITIVE_INFINITY;
        double next = rate;
        Step best = null;
        Step worst = null;
        while (bad > good * CLOSE_ENOUGH) {
            Step step = step(crowd, sampler, next);
            System.err.println("    " + step);
            if (step.isSustained()) {
                good = next;
                best = step;
            } else {
                bad = next;
                worst = step;
            }
            next = bad == Double.POSITIVE_INFINITY ? good * STEP : good == 0 ? bad / STEP : Math.sqrt(good * bad);
        }
        Figures figures = EditingFigures.of(best.tally(), best.usage(), best.editsPerSecond())
                .add("edits/s of each client", good);
        if (worst.isLimitedByGenerator()) {
            figures.remark("the generator is the limit: at the next rate " + worst);
        }
        return figures;
    }

    private Step step(Crowd crowd, Sampler sampler, double editsPerSecond) throws IOException {
        Load load = crowd.load(editsPerSecond);
        long from = System.nanoTime() + SETTLE;
        long to = from + WINDOW;
        Tally tally = load.tally(from, to);
        CompletableFuture<Usage> usage = sampler.over(from, to);
        load.runUntil(to);
        long missing = load.drain(DRAIN, false);
        double offered = load.editsPerSecond() * (perRoom - 1);
        return new Step(tally, usage.join(), load.editsPerSecond(), offered, missing);
    }

    /** One rate that was tried. */
    private record Step(Tally tally, Usage usage, double editsPerSecond, double offered, long missing) {
        boolean isSustained() {
            return missing == 0
                    && tally.timesLagged() == 0
                    && tally.delivery().percentile(0.99) <= MOST_P99_MS
                    && tally.deliveriesPerSecond() >= LEAST_DELIVERED * offered;
        }

        boolean isLimitedByGenerator() {
            return EditingFigures.isLimitedByGenerator(tally, usage);
        }

        @Override
        public String toString() {
            return "%,.0f of %,.0f deliveries/s, p99 %.0f ms, server %.0f %%, generator's core %.0f %%, sent late p99 %.1f ms"
                    .formatted(
                            tally.deliveriesPerSecond(),
                            offered,
                            tally.delivery().percentile(0.99),
                            100 * usage.serverBusy(),
                            100 * usage.generatorCoreBusy(),
                            tally.lateness().percentile(0.99));
        }
    }
}
