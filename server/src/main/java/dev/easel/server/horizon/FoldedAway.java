package dev.easel.server.horizon;

import dev.easel.server.log.Discreet;
import java.io.Serial;

/** What is asked for is before the horizon: its events are folded. */
public final class FoldedAway extends RuntimeException implements Discreet {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long oldest;

    /** @param oldest the horizon */
    public FoldedAway(long oldest) {
        super("what was before event " + oldest + " is not kept any more", null, false, false);
        this.oldest = oldest;
    }

    /** The first seq of which the canvas can be had; the events after it can be had, too. */
    public long oldest() {
        return oldest;
    }
}
