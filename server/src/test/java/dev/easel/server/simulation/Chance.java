package dev.easel.server.simulation;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The only source of randomness in a world: the same seed gives the same world. Or the choices are given, as bytes; a
 * fuzzer then finds its way by changing single ones, and leaves the others as they were.
 */
public final class Chance implements RandomGenerator {
    /** The values of a byte. */
    private static final int BYTE = 1 << Byte.SIZE;

    private final SplittableRandom random;
    private final ByteBuffer given;
    private final boolean endless;

    Chance(long seed) {
        random = new SplittableRandom(seed);
        given = ByteBuffer.allocate(0);
        endless = true;
    }

    /** @param given the first choices; those behind them are the same for all */
    Chance(byte[] given) {
        random = new SplittableRandom(0);
        this.given = ByteBuffer.wrap(given);
        endless = false;
    }

    /** Whether choices were given, and all are made. */
    boolean isUsedUp() {
        return !endless && !given.hasRemaining();
    }

    @Override
    public long nextLong() {
        return given.remaining() >= Long.BYTES ? given.getLong() : random.nextLong();
    }

    public boolean percent(int percent) {
        return below(100) < percent;
    }

    /** 0 … {@code bound} − 1. */
    public int below(int bound) {
        if (!given.hasRemaining()) {
            return random.nextInt(bound);
        }
        if (bound == 1) {
            return 0;
        }
        int choice = given.get() & 0xff;
        if (bound > BYTE && given.hasRemaining()) {
            choice = choice * BYTE + (given.get() & 0xff);
        }
        return choice % bound;
    }

    /** {@code from} … {@code to}. */
    public int between(int from, int to) {
        return given.hasRemaining() ? from + below(to + 1 - from) : random.nextInt(from, to + 1);
    }

    public <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    UUID uuid() {
        return new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | (1L << 63));
    }
}
