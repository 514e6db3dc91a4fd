/**
 * The specification of what changes do to a board, as a program: written for the reader, not for speed. Canvases,
 * clients and the journal are compared with it by tests, by the simulation and by {@code scripts/chaos}.
 *
 * <p>Deliberately absent: limits, sequence numbers, authors, and any use of it by the server itself.
 */
@NullMarked
package dev.easel.protocol.reference;

import org.jspecify.annotations.NullMarked;
