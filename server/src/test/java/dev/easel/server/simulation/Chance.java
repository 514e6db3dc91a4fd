package dev.easel.server.simulation;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The only source of randomness in a world: the same seed gives the same world. The first choices may be given, as
 * bytes; a fuzzer then finds its way by changing single ones.
 */
final class Chance implements RandomGenerator {
    private final SplittableRandom random;
    private final ByteBuffer given;

    Chance(long seed) {
        this(seed, new byte[0]);
    }

    /** @param given the first choices; what they leave open follows from them */
    Chance(byte[] given) {
        this(Arrays.hashCode(given), given);
    }

    private Chance(long seed, byte[] given) {
        random = new SplittableRandom(seed);
        this.given = ByteBuffer.wrap(given);
    }

    @Override
    public long nextLong() {
        return given.remaining() >= Long.BYTES ? given.getLong() : random.nextLong();
    }

    boolean percent(int percent) {
        return below(100) < percent;
    }

    /** 0 … {@code bound} − 1. */
    int below(int bound) {
        return bound <= 256 && given.hasRemaining() ? (given.get() & 0xff) % bound : random.nextInt(bound);
    }

    /** {@code from} … {@code to}. */
    int between(int from, int to) {
        return given.hasRemaining() ? from + below(to + 1 - from) : random.nextInt(from, to + 1);
    }

    <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    UUID uuid() {
        return new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | (1L << 63));
    }
}
