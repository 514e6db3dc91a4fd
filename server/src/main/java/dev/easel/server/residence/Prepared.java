package dev.easel.server.residence;

import dev.easel.server.canvas.Canvas;
import dev.easel.server.persistence.Previews.Known;

/**
 * A project that was read before it is this instance's.
 *
 * @param counted what it takes of memory, until it is loaded or released
 * @param moves how often it has moved to its people, in a row
 */
record Prepared(Known known, Canvas canvas, LoadBytes counted, int moves) {}
