package dev.easel.chaos;

/**
 * What a run is judged by.
 *
 * @param clock by which everything must happen in time
 * @param findings what went wrong
 */
record Judge(FairClock clock, Findings findings) {}
