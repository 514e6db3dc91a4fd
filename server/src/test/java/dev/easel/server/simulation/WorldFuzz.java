package dev.easel.server.simulation;

/** A world whose choices are the fuzzer's bytes. */
public final class WorldFuzz {
    private WorldFuzz() {}

    /** The classes are loaded before the first input is timed. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput(new byte[0]);
    }

    /** @throws RuntimeException a rule of the simulation does not hold */
    public static void fuzzerTestOneInput(byte[] choices) {
        World.run(choices);
    }
}
