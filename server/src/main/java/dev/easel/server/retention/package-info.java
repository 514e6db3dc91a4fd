/**
 * Moves the horizons of projects: folds the events that are older than they have to be kept into one state, and then
 * drops them, in short transactions. What may not be folded is kept out by conditions in the statements, so that it
 * does not matter who does it, when, and whether it is broken off or was asleep in the middle.
 *
 * <p>Deliberately absent: reading (everything that reads events knows the horizon), and when it is done.
 */
@NullMarked
package dev.easel.server.retention;

import org.jspecify.annotations.NullMarked;
