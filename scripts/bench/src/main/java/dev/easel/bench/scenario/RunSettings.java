package dev.easel.bench.scenario;

import dev.easel.bench.server.Cores;

/**
 * What all runs of a benchmark have in common.
 *
 * @param seconds measured in each run
 * @param warmUp seconds before that
 * @param easelJavaOptions passed to Easel's JVM, and with its other options to the ceiling's
 * @param jfr whether each server is recorded
 */
public record RunSettings(int seconds, int warmUp, String easelJavaOptions, boolean jfr, Cores cores) {}
