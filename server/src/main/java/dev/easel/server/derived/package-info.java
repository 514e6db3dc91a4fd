/**
 * What is derived from the journal in the background, so that reading the past takes bounded time: snapshots of the
 * canvas with who wrote each property, and with each snapshot the entries, blocks and deletions of the events up to it.
 * All of it may be deleted at any time, all together, and is made again. It depends on the journal alone, so that any
 * instance can make it, for any project, whether or not that is in memory.
 *
 * <p>Deliberately absent: what people ask of the past, and the snapshots from which rooms are loaded.
 */
@NullMarked
package dev.easel.server.derived;

import org.jspecify.annotations.NullMarked;
