/**
 * How much of the machine a run had, and a clock that leaves out what others took: {@link
 * dev.easel.chaos.machine.FairClock}. Read from Linux's {@code /proc}; elsewhere the clock is wall time.
 *
 * <p>Deliberately absent: what a run does with the time.
 */
@NullMarked
package dev.easel.chaos.machine;

import org.jspecify.annotations.NullMarked;
