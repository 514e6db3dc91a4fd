/**
 * The ceiling: what Vert.x can do at best on this machine with frames of the same size and number as Easel's. It has no
 * objects, no journal, no limits and no rules; it sends on what it gets without reading it.
 */
@NullMarked
package dev.easel.bench.ceiling;

import org.jspecify.annotations.NullMarked;
