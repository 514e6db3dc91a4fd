/**
 * Real servers, a real PostgreSQL and real sockets, killed at random moments, again and again, while clients edit. At
 * the end everything that was ever called durable must be there once, and all clients must see the same.
 *
 * <p>{@link dev.easel.chaos.Chaos} is the run, from a command line or from a test. Deliberately absent: a
 * simulated clock, and any look inside the server; what is judged is what sockets, HTTP and the tables say.
 */
@NullMarked
package dev.easel.chaos;

import org.jspecify.annotations.NullMarked;
