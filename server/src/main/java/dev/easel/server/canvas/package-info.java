/**
 * The rules: what an edit does to a canvas. {@link dev.easel.server.canvas.Canvas#decide} reads and answers, {@link
 * dev.easel.server.canvas.Canvas#apply} is the only thing that writes; the same {@code apply} serves live edits and
 * replays.
 *
 * <p>Deliberately absent: time, randomness, I/O, Vert.x. Everything here is deterministic and runs on whatever thread
 * its room runs on.
 */
package dev.easel.server.canvas;
