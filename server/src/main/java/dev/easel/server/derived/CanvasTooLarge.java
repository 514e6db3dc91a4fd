package dev.easel.server.derived;

import java.io.Serial;

/** A canvas takes more of the heap than one of the past may. */
public final class CanvasTooLarge extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CanvasTooLarge() {
        super("the canvas was too large to be shown again with this memory", null, false, false);
    }
}
