package dev.easel.server.live;

import dev.easel.server.canvas.CanvasObject;
import java.util.Optional;

/**
 * One object as it is in memory.
 *
 * @param epoch the project's: seqs above the durable one mean nothing in another
 * @param seq what is applied of the project
 * @param found empty where there is no such object
 */
public record LiveObject(long epoch, long seq, Optional<CanvasObject> found) {}
