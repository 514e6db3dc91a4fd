/**
 * Canvases that know of each property which event wrote it last, and their bytes. What is stored in these bytes is read
 * by every later version.
 *
 * <p>Deliberately absent: where the bytes are stored, and when they are made.
 */
@NullMarked
package dev.easel.server.stamps;

import org.jspecify.annotations.NullMarked;
