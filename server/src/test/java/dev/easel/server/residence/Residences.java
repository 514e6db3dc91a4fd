package dev.easel.server.residence;

import dev.easel.server.metrics.ResidenceMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Bounds that tests of other things do not reach. */
public final class Residences {
    public static final ResidenceSettings WIDE = new ResidenceSettings(1L << 30, 1L << 31, 64, 1_000);

    private Residences() {}

    public static Residence wide() {
        return new Residence(WIDE, new ResidenceMetrics(new SimpleMeterRegistry()));
    }
}
