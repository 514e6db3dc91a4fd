package dev.easel.server.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The only source of randomness in a world: the same seed gives the same world. */
final class Chance implements RandomGenerator {
    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** 0 … {@code bound} − 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** {@code from} … {@code to}. */
    int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    UUID uuid() {
        return new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | (1L << 63));
    }
}
