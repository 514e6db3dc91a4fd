/**
 * Callers who mean harm, or behave as if they did: each does one thing to a server as hard as it can, from an address
 * of its own, while honest clients edit ({@code scenario.Attacked}).
 */
@NullMarked
package dev.easel.bench.attack;

import org.jspecify.annotations.NullMarked;
