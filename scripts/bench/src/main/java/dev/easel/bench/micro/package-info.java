/**
 * The price of the pure core: what one message, one edit, one snapshot costs in nanoseconds and bytes, measured by JMH
 * ({@code scripts/bench/jmh}), and what a canvas weighs in memory.
 *
 * <p>Deliberately absent: sockets, databases, other threads. Those are the business of the load test.
 */
@NullMarked
package dev.easel.bench.micro;

import org.jspecify.annotations.NullMarked;
