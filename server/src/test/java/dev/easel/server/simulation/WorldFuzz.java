package dev.easel.server.simulation;

import dev.easel.server.fuzz.InputWatch;

/** A world whose choices are the fuzzer's bytes. */
public final class WorldFuzz {
    private static final int WARMING = 50;
    private static final InputWatch WATCH = new InputWatch();

    private WorldFuzz() {}

    /** The classes are loaded before the inputs are watched. */
    public static void fuzzerInitialize() {
        for (long seed = 0; seed < WARMING; seed++) {
            World.run(seed, FenceOnly::new, Defect.NONE, new MessageCounts());
        }
        WATCH.start();
    }

    /** @throws RuntimeException a rule of the simulation does not hold */
    public static void fuzzerTestOneInput(byte[] choices) {
        WATCH.run(() -> World.run(choices));
    }
}
