package dev.easel.server.derived;

import java.io.Serial;

/** A canvas takes more of the heap than one of the past may. */
public final class CanvasTooLarge extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CanvasTooLarge() {
        super("the canvas is too large to be read from its history (EASEL_HISTORY_BYTES)", null, false, false);
    }
}
