/**
 * What an instance counts and measures, as Micrometer meters. One class for each part of the server; its constructor
 * registers every meter of that part with name, unit and description, and its methods say what has happened. Counting
 * is a striped addition without a lock, so that a room may count each edit.
 *
 * <p>Names of meters are relied on from outside: they do not change.
 *
 * <p>Deliberately absent: the parts that are counted (they call, nothing is called back), and how meters are read over
 * HTTP.
 */
@NullMarked
package dev.easel.server.metrics;

import org.jspecify.annotations.NullMarked;
