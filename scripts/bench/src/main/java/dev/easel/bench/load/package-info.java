/**
 * The generator: many clients on one thread. It costs far less than the server it loads: a frame that every
 * receiver of a room gets is inflated and decoded for the first of them, and only compared for the others. What it
 * counts are the bytes that came.
 *
 * <p>Edits are due at fixed times, and latency counts from when an edit was due, not from when it was sent: a generator
 * that is late itself shows in the figures, and is told apart by its lateness.
 */
@NullMarked
package dev.easel.bench.load;

import org.jspecify.annotations.NullMarked;
