package dev.easel.bench.scenario;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;

/**
 * S4: the rate of each client is raised until the server no longer keeps up, and the limit is then found by bisection.
 * A rate is too high when it fails twice, each time on a server that was not overloaded before.
 *
 * @param rate edits per second of each client to begin with
 */
public record Saturation(String name, int rooms, int perRoom, int rate) implements Scenario {
    private static final double STEP = 1.3;
    private static final double CLOSE_ENOUGH = 1.08;

    @Override
    public String title() {
        return "%d × %d clients, faster and faster until p99 passes %.0f ms"
                .formatted(rooms, perRoom, Step.MOST_P99_MS);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL, Subject.BATCHING);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        double good = 0;
        double bad = Double.POSITIVE_INFINITY;
        double next = rate;
        Step best = null;
        Step worst = null;
        Trial trial = new Trial(subject, testBed, rooms, perRoom, rate);
        try {
            while (bad > good * CLOSE_ENOUGH) {
                Step step = trial.step(next);
                if (!step.isSustained()) {
                    trial.close();
                    trial = new Trial(subject, testBed, rooms, perRoom, Math.max(rate, good));
                    step = trial.step(next);
                }
                if (step.isSustained()) {
                    good = next;
                    best = step;
                } else {
                    bad = next;
                    worst = step;
                    trial.close();
                    trial = new Trial(subject, testBed, rooms, perRoom, Math.max(rate, good));
                }
                if (good == 0) {
                    throw new IOException("not even the first rate is kept up with: " + worst);
                }
                next = bad == Double.POSITIVE_INFINITY ? good * STEP : Math.sqrt(good * bad);
            }
        } finally {
            trial.close();
        }
        return requireNonNull(best)
                .figures()
                .add("edits/s of each client", good)
                .remark(requireNonNull(worst).limit() + " is the limit: " + worst);
    }
}
