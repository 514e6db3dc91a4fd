/**
 * The log: what a line holds, in which form, how many of a kind, and how it is written without anybody waiting for it;
 * and the id that names a request in all lines that follow from it.
 *
 * <p>Deliberately absent: content of boards, and whatever else users make or send. A failure is told by {@link
 * dev.easel.server.log.Cause}, which leaves out what may hold any.
 */
@NullMarked
package dev.easel.server.log;

import org.jspecify.annotations.NullMarked;
