package dev.easel.chaos.verdict;

import dev.easel.chaos.machine.FairClock;

/**
 * What a run is judged by.
 *
 * @param clock by which everything must happen in time
 * @param findings what went wrong
 */
public record Judge(FairClock clock, Findings findings) {}
