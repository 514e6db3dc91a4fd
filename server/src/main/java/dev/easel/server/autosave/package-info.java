/**
 * Saves projects with unsaved changes: which projects are dirty, and the verticle that every few seconds saves them,
 * the longest unsaved first, each in a transaction of its own.
 *
 * <p>Deliberately absent: what a save writes (the room captures it), and how it is written (a transaction of
 * {@code store}).
 */
@NullMarked
package dev.easel.server.autosave;

import org.jspecify.annotations.NullMarked;
