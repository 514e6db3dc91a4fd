/**
 * How an instance has been within the last hour, and the other instances with it: a ring of steps of five seconds, the
 * projects that are hot, large or failing, and what happened lately. Whoever asks one instance is told of all: it asks
 * the others.
 *
 * <p>Deliberately absent: what is measured (the meters), and how other instances are reached.
 */
@NullMarked
package dev.easel.server.dashboard;

import org.jspecify.annotations.NullMarked;
