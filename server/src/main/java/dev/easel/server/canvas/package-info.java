/**
 * What an edit does to the objects of one project. {@link dev.easel.server.canvas.Canvas#decide} reads the canvas and
 * answers; {@link dev.easel.server.canvas.Canvas#apply(dev.easel.protocol.Event)} alone changes it. Live edits and
 * replayed events are applied by the same code.
 *
 * <p>Deliberately absent: time, randomness, I/O, Vert.x. Everything here is deterministic, and confined to the thread
 * of the canvas's holder.
 */
@NullMarked
package dev.easel.server.canvas;

import org.jspecify.annotations.NullMarked;
