package dev.easel.server.derived;

import dev.easel.server.log.Discreet;
import java.io.Serial;

/** A canvas takes more of the heap than one of the past may. */
public final class CanvasTooLarge extends RuntimeException implements Discreet {
    @Serial
    private static final long serialVersionUID = 1L;

    public CanvasTooLarge() {
        super("the canvas is too large to be read from its history (EASEL_HISTORY_BYTES)", null, false, false);
    }
}
