/**
 * Stands before every call: finds out who makes it, and asks whether they may.
 *
 * <p>Deliberately absent: how people are known ({@code identity}), and who may do what ({@code access}).
 */
@NullMarked
package dev.easel.server.guard;

import org.jspecify.annotations.NullMarked;
