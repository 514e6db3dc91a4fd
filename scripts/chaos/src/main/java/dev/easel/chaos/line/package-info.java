/**
 * TCP lines that can be cut and slowed, so that a run needs no rights to the network of its machine. Knows nothing of
 * what is said on them.
 */
@NullMarked
package dev.easel.chaos.line;

import org.jspecify.annotations.NullMarked;
