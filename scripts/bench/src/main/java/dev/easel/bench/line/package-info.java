/**
 * TCP lines of a bandwidth and a delay, where the kernel has no {@code tc netem} or may not be asked for it.
 */
@NullMarked
package dev.easel.bench.line;

import org.jspecify.annotations.NullMarked;
