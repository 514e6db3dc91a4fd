/**
 * The forms in which the text of a message goes over a socket, where it does not go as it is.
 *
 * <p>Deliberately absent: what the text says.
 */
@NullMarked
package dev.easel.protocol.frame;

import org.jspecify.annotations.NullMarked;
