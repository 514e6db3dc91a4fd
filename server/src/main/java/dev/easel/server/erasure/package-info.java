/**
 * The command {@code erase}: takes the name of a person out of all that is stored of projects, while servers go on.
 *
 * <p>Deliberately absent: what a person has drawn or written. It belongs to the boards.
 */
@NullMarked
package dev.easel.server.erasure;

import org.jspecify.annotations.NullMarked;
